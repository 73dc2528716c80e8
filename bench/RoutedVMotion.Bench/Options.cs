using System;
using System.Globalization;

namespace RoutedVMotion.Bench;

/// <summary>The command line: "--name value" and "--flag".</summary>
internal sealed class Options
{
    private readonly string[] _arguments;

    public Options(string[] arguments) => _arguments = arguments;

    public bool Has(string name) => Array.IndexOf(_arguments, "--" + name) >= 0;

    public string? Text(string name)
    {
        int place = Array.IndexOf(_arguments, "--" + name);
        return place >= 0 && place + 1 < _arguments.Length ? _arguments[place + 1] : null;
    }

    public int Number(string name, int otherwise) => Text(name) is string text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
