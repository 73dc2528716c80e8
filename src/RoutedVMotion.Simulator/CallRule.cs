using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RoutedVMotion.Simulator;

/// <summary>
/// A rule by which a call goes wrong, in words: "the 3rd AddVirtualNic fails after it took effect", "the 1st write on esx-0102
/// drops the connection before it takes effect", "every RemoveVirtualNic is answered after 90 s".
/// </summary>
public sealed record CallRule
{
    /// <summary>How a rule reads.</summary>
    public const string Grammar = "(the 1st|the 2nd|the 3rd|the Nth|every) (METHOD|write|call) [on HOST] "
        + "(fails|drops the connection|is never answered|disconnects the host) (before it takes effect|after it took effect)"
        + " | ... is answered after N s | ... ends the session | ... meets another administrator | ... meets a migration";

    private static readonly Regex s_grammar = new(
        @"^\s*(?:the\s+(?<number>\d+)(?:st|nd|rd|th)|(?<every>every))\s+(?<method>[A-Za-z_]+)(?:\s+on\s+(?<host>\S+))?\s+"
        + @"(?:(?<effect>fails|drops the connection|is never answered|disconnects the host)\s+(?<moment>before it takes effect|after it took effect)"
        + @"|is answered after\s+(?<seconds>\d+(?:\.\d+)?)\s*s"
        + @"|(?<single>ends the session|meets another administrator|meets a migration))\s*\.?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private CallRule(string text) => Text = text;

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>The method; "write" is any that changes something, "call" any at all.</summary>
    public string Method { get; private init; } = string.Empty;

    /// <summary>Which of the calls that fit, from 1; null for every one.</summary>
    public int? Number { get; private init; }

    /// <summary>The host that the call has to be for, its whole name or the part before the first dot; null for any.</summary>
    public string? VMHost { get; private init; }

    /// <summary>What goes wrong.</summary>
    public CallEffect Effect { get; private init; }

    /// <summary>The call has taken effect by then.</summary>
    public bool IsAfter { get; private init; }

    /// <summary>How late the answer is.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says how one reads.</exception>
    public static CallRule Parse(string text)
    {
        Match match = s_grammar.Match(text);
        if (!match.Success) throw new FormatException($"'{text}' is no rule. A rule reads: {Grammar}");
        string effect = match.Groups["effect"].Value + match.Groups["single"].Value;
        return new CallRule(text.Trim())
        {
            Method = match.Groups["method"].Value,
            Number = match.Groups["number"].Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null,
            VMHost = match.Groups["host"].Success ? match.Groups["host"].Value : null,
            IsAfter = match.Groups["moment"].Value.StartsWith("after", StringComparison.OrdinalIgnoreCase),
            Effect = effect.ToLowerInvariant() switch
            {
                "fails" => CallEffect.Fail,
                "drops the connection" => CallEffect.Drop,
                "is never answered" => CallEffect.NeverAnswer,
                "disconnects the host" => CallEffect.DisconnectHost,
                "ends the session" => CallEffect.EndSession,
                "meets another administrator" => CallEffect.OtherAdministrator,
                "meets a migration" => CallEffect.Migration,
                _ => CallEffect.Delay,
            },
            Delay = match.Groups["seconds"].Success
                ? TimeSpan.FromSeconds(double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture))
                : TimeSpan.Zero,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal bool Fits(SimulatedCall call) =>
        (Method.ToLowerInvariant() switch
        {
            "call" => true,
            "write" => call.IsWrite,
            _ => string.Equals(call.Method, Method, StringComparison.OrdinalIgnoreCase),
        })
        && (VMHost is null || string.Equals(call.VMHost, VMHost, StringComparison.OrdinalIgnoreCase)
            || call.VMHost?.StartsWith(VMHost + ".", StringComparison.OrdinalIgnoreCase) == true);
}
