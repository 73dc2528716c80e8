using System.Management.Automation;

namespace RoutedVMotion.PowerShell.Errors;

/// <summary>A kind of error: what a script can rely on, and what a person can do.</summary>
/// <param name="Id">The stable id; <c>FullyQualifiedErrorId</c> begins with it.</param>
/// <param name="Category">The category.</param>
/// <param name="Meaning">What has happened, in one sentence.</param>
/// <param name="Action">What to do; {0} stands for what the error is about, a server's name as a rule.</param>
public sealed record ErrorKind(string Id, ErrorCategory Category, string Meaning, string Action);
