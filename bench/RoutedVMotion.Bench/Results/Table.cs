using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RoutedVMotion.Bench.Results;

/// <summary>A table that reads well in a terminal and is one in Markdown.</summary>
internal sealed class Table
{
    private readonly List<string[]> _rows = [];

    public Table(params string[] header) => _rows.Add(header);

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (int i = 0; i < _rows.Count; i++)
        {
            AddRow(_rows[i]);
            if (i == 0) text.Append('|').AppendJoin("|", widths.Select(width => new string('-', width + 2))).Append("|\n");
        }

        return text.ToString();

        void AddRow(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
    }
}
