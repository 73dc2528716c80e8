using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>A password: written without ever being a string, never read.</summary>
internal sealed class SecretFormat : WireFormat<SecureString>
{
    public override SecureString? Read(SoapReader reader)
    {
        reader.Skip();
        return null;
    }

    public override void Write(XmlWriter writer, SecureString value)
    {
        char[] clear = new char[value.Length];
        IntPtr memory = Marshal.SecureStringToGlobalAllocUnicode(value);
        try
        {
            Marshal.Copy(memory, clear, 0, clear.Length);
            writer.WriteChars(clear, 0, clear.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
            Array.Clear(clear, 0, clear.Length);
        }
    }
}
