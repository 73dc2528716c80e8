namespace RoutedVMotion.Core.Rules;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Information,

    /// <summary>Will hurt under some circumstances.</summary>
    Warning,

    /// <summary>vMotion, or a VM after it, does not work.</summary>
    Error,
}
