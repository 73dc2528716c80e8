using System;
using System.Security;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>The password and the session cookie that the tests use, and that must appear nowhere.</summary>
internal static class Secrets
{
    public const string Password = "Correct-Horse-9!<&\"";
    public const string SessionSecret = "5ecre7ba5e0f5e5510n";

    public static SecureString SecurePassword
    {
        get
        {
            var secure = new SecureString();
            foreach (char c in Password) secure.AppendChar(c);
            return secure;
        }
    }

    /// <summary>Nothing that an exception can print gives a secret away.</summary>
    public static void AssertAbsent(Exception exception) => AssertAbsent(exception.ToString());

    public static void AssertAbsent(string text)
    {
        Assert.DoesNotContain(Password, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Correct-Horse", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SessionSecret, text, StringComparison.OrdinalIgnoreCase);
    }
}
