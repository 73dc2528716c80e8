using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>
/// A validation as JUnit XML, which CI servers show: a suite for each place, a case in it for each rule. An error or a warning
/// is a failure; information is a case that passes and says something. Attributes and elements are those that Jenkins,
/// GitLab and Azure Pipelines agree on (https://github.com/testmoapp/junitxml).
/// </summary>
public static class JUnitReport
{
    private const string Name = "RoutedVMotion";

    /// <summary>The report as text.</summary>
    public static string Write(ValidationReport report)
    {
        Suite[] suites = Suites(report);
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Name);
            WriteCounts(xml, suites.SelectMany(suite => suite.Cases).ToArray());
            if (report.Summary is ValidationSummary summary)
                xml.WriteAttributeString("time", summary.DurationSeconds.ToString("0.000", CultureInfo.InvariantCulture));
            foreach (Suite suite in suites)
            {
                xml.WriteStartElement("testsuite");
                Attribute(xml, "name", suite.Place);
                WriteCounts(xml, suite.Cases);
                xml.WriteAttributeString("timestamp", report.Created.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
                foreach (Case @case in suite.Cases) WriteCase(xml, suite, @case);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString() + "\n";
    }

    private static Suite[] Suites(ValidationReport report)
    {
        var suites = new Dictionary<string, Suite>(StringComparer.Ordinal);
        var order = new List<Suite>();
        foreach (ReportCase known in report.Cases) SuiteOf(known.Place).CaseOf(known.Rule).Skipped = known.Skipped;
        foreach (Finding finding in report.Findings) SuiteOf(finding.Place).CaseOf(finding.Rule).Findings.Add(finding);
        // CI servers take a file without any case for a failed run.
        if (order.Count == 0) SuiteOf(Finding.WholeFabric).CaseOf("NothingFound");
        return order.ToArray();

        Suite SuiteOf(string place)
        {
            if (!suites.TryGetValue(place, out Suite? suite))
            {
                suites.Add(place, suite = new Suite(place));
                order.Add(suite);
            }

            return suite;
        }
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<Case> cases)
    {
        Count("tests", cases.Count);
        Count("failures", cases.Count(one => one.Failures.Any()));
        Count("errors", 0);
        Count("skipped", cases.Count(one => one.IsSkipped));

        void Count(string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteCase(XmlWriter xml, Suite suite, Case @case)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", @case.Rule);
        Attribute(xml, "classname", suite.ClassName);
        Finding[] failures = @case.Failures.ToArray();
        if (failures.Length > 0)
        {
            xml.WriteStartElement("failure");
            string more = failures.Length == 1 ? string.Empty : string.Format(CultureInfo.InvariantCulture, " (and {0} more)", failures.Length - 1);
            Attribute(xml, "message", Sentence(failures[0]) + more);
            Attribute(xml, "type", failures[0].Severity);
            xml.WriteString(HtmlText.Clean(Text(failures)));
            xml.WriteEndElement();
        }
        else if (@case.IsSkipped)
        {
            xml.WriteStartElement("skipped");
            Attribute(xml, "message", @case.Skipped!);
            xml.WriteEndElement();
        }
        else if (@case.Findings.Count > 0)
        {
            xml.WriteElementString("system-out", HtmlText.Clean(Text(@case.Findings)));
        }

        xml.WriteEndElement();
    }

    private static string Text(IReadOnlyCollection<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (Finding finding in findings) text.Append(finding.Severity).Append(": ").Append(Sentence(finding)).Append('\n');
        Finding first = findings.First();
        foreach (string words in new[] { first.Why, first.Action })
        {
            if (words.Length > 0) text.Append(words).Append('\n');
        }

        return text.ToString();
    }

    private static string Sentence(Finding finding) =>
        (finding.Subject is null ? string.Empty : finding.Subject + ": ")
        + (finding.Found ?? finding.Why)
        + (finding.Expected is null ? string.Empty : "; expected " + finding.Expected);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, HtmlText.Clean(value));

    private sealed class Suite(string place)
    {
        private readonly Dictionary<string, Case> _cases = new(StringComparer.Ordinal);
        private readonly List<Case> _order = new();

        public string Place { get; } = place;

        // Servers take a dot for the end of a package: "rack-01, esx-0101.example.com" is class esx-0101_example_com of rack-01.
        public string ClassName { get; } = string.Join(".", new[] { Name }.Concat(place.Split([", "], StringSplitOptions.None)).Select(part => part.Replace('.', '_')));

        public IReadOnlyList<Case> Cases => _order;

        public Case CaseOf(string rule)
        {
            if (!_cases.TryGetValue(rule, out Case? known))
            {
                _cases.Add(rule, known = new Case(rule));
                _order.Add(known);
            }

            return known;
        }
    }

    private sealed class Case(string rule)
    {
        public string Rule { get; } = rule;

        public string? Skipped { get; set; }

        public List<Finding> Findings { get; } = new();

        public bool IsSkipped => Skipped is not null && Findings.Count == 0;

        public IEnumerable<Finding> Failures => Findings.Where(finding => finding.Severity != nameof(Severity.Information));
    }

    /// <summary>The declaration says how the text is written to the file.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(false);
    }
}
