namespace RoutedVMotion.Help;

/// <summary>Where to read on.</summary>
/// <param name="Text">A cmdlet's name, a help topic or a title.</param>
/// <param name="Address">A page on the web; empty for what Get-Help itself finds.</param>
public sealed record LinkHelp(string Text, string Address);
