using System.Management.Automation;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>Looks at objects by their properties: PowerCLI's types are accepted without a reference to PowerCLI.</summary>
internal static class Shape
{
    /// <summary>The object without PowerShell's wrapping.</summary>
    internal static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>A property's value; null where there is none, or where asking for it fails.</summary>
    internal static object? Get(object value, string property)
    {
        try
        {
            return Unwrap(PSObject.AsPSObject(value).Properties[property]?.Value);
        }
        catch (ExtendedTypeSystemException)
        {
            // A getter of somebody else's object that throws, for example since its connection is gone.
            return null;
        }
    }

    /// <summary>A property's value as text; null where there is none or it is empty.</summary>
    internal static string? GetString(object value, string property) =>
        Get(value, property)?.ToString() is { Length: > 0 } text ? text : null;
}
