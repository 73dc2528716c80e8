using System;
using System.Collections.Generic;
using System.Globalization;

using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim.EsxCli;

/// <summary>
/// A command's arguments. Each is a name and a value that is itself XML; they must come in the order in which the command
/// declares them, which is alphabetical (facts 0.9).
/// </summary>
internal sealed class EsxCliArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private EsxCliArguments()
    {
    }

    /// <summary>Reads arguments and checks names and order.</summary>
    /// <exception cref="VimFault">InvalidArgument argument[N]: an argument is unknown, out of order, or no XML of that name.</exception>
    public static EsxCliArguments Read(IReadOnlyList<DataObject> arguments, IReadOnlyList<string> declared)
    {
        var result = new EsxCliArguments();
        int next = 0;
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i].GetString("name")!;
            while (next < declared.Count && declared[next] != name) next++;
            if (next == declared.Count) throw BadArgument(i);
            next++;
            result._values.Add(name, ReadValue(arguments[i].GetString("val")!, name, i));
        }

        return result;
    }

    public string? Find(string name) => _values.TryGetValue(name, out string? value) ? value : null;

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="EsxCliFault">It is none.</exception>
    public int GetInteger(string name, int absent, int low, int high)
    {
        if (Find(name) is not string text) return absent;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= low && value <= high
            ? value
            : throw new EsxCliFault($"Invalid value '{text}' for {name}: out of range [{low},{high}]");
    }

    public bool GetFlag(string name) => Find(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        string text => throw new EsxCliFault($"Invalid value '{text}' for {name}"),
    };

    private static string ReadValue(string xml, string name, int index)
    {
        try
        {
            SoapElement element = SoapReader.ReadFragment(xml);
            return element.Name == name && element.Children.Count == 0 ? element.Text.Trim() : throw BadArgument(index);
        }
        catch (VimFault)
        {
            throw BadArgument(index);
        }
    }

    private static VimFault BadArgument(int index) =>
        VimFault.InvalidArgument(string.Format(CultureInfo.InvariantCulture, "argument[{0}]", index));
}
