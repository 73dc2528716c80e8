using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>Collects what is noticed of a plan, each in its place and with the weight that the plan itself gives it.</summary>
internal sealed class PlanMessages
{
    private readonly RackPlan _plan;
    private readonly List<PlanMessage> _messages = [];
    private readonly HashSet<(string Id, string Path)> _told = [];

    public PlanMessages(RackPlan plan) => _plan = plan;

    /// <summary>All messages, in the file's order; in memory as they came.</summary>
    public IReadOnlyList<PlanMessage> ToArray() =>
        _messages.OrderBy(message => message.Position.Line).ThenBy(message => message.Position.Column).ToArray();

    /// <summary>It was noticed before, at this place.</summary>
    public bool Has(PlanRule rule, string path) => _told.Contains((rule.Name, path));

    /// <summary>Adds a message, unless the plan turned it off. An error stays one: the plan cannot be used with it.</summary>
    public void Add(PlanRule rule, string path, string text, string whatToDo, int rack = -1, string? host = null, Severity? severity = null)
    {
        _told.Add((rule.Name, path));
        Severity weight = severity ?? rule.Severity;
        if (weight != Severity.Error && _plan.Rules.TryGetValue(rule.Name, out string? word))
        {
            if (word == "off") return;
            weight = (Severity)Enum.Parse(typeof(Severity), word, ignoreCase: true);
        }

        _messages.Add(new PlanMessage(weight, rule.Name, text, whatToDo, _plan.PositionOf(path))
        {
            Rack = rack < 0 ? null : _plan.Racks[rack].Name,
            VMHost = host,
        });
    }

    /// <summary>"a, b, c and 7 more".</summary>
    public static string Names(IReadOnlyCollection<string> names, int most = 5)
    {
        string first = string.Join(", ", names.Take(most));
        return names.Count <= most
            ? first
            : first + " and " + (names.Count - most).ToString(CultureInfo.InvariantCulture) + " more";
    }

    /// <summary>"1 host", "12 hosts".</summary>
    public static string Count(int count, string what) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + what + (count == 1 ? string.Empty : "s");
}
