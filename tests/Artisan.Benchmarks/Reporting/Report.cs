using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Artisan.Benchmarks.Reporting;

/// <summary>All tables of a run with the machine they come from, as Markdown for people and as JSON for machines.</summary>
internal sealed class Report(bool quick)
{
    private readonly List<ResultTable> _tables = [];
    private readonly Machine _machine = Machine.Here();
    private readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow();
    private readonly string _loadBefore = Machine.Load();
    private string _loadAfter = "";

    public void Add(ResultTable table) => _tables.Add(table);

    /// <summary>Notes how busy the machine was in the end.</summary>
    public void End() => _loadAfter = Machine.Load();

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{_from:yyyy-MM-dd HH:mm} UTC; {_machine.Text}; load {_loadBefore} before, {_loadAfter} after.\n");
        if (quick) text.Append("\n**Small sizes (`--quick`): these figures only show that the benchmark runs.**\n");
        if (!_machine.Optimized) text.Append("\n**Not a Release build: these figures only show that the benchmark runs.**\n");
        foreach (var table in _tables) Write(text, table);
        return text.ToString();
    }

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("at", _from.UtcDateTime);
            json.WriteString("machine", _machine.Text);
            json.WriteString("loadBefore", _loadBefore);
            json.WriteString("loadAfter", _loadAfter);
            json.WriteBoolean("quick", quick);
            json.WriteBoolean("optimized", _machine.Optimized);
            json.WriteStartArray("tables");
            foreach (var table in _tables) Write(json, table);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(StringBuilder text, ResultTable table)
    {
        var widths = table.Columns.Select((c, i) => table.Rows.Select(r => r[i].Text.Length).Append(c.Length).Append(3).Max()).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"\n### `{table.Name}`: {table.Title}\n\n");
        Line(table.Columns.Select((c, i) => c.PadRight(widths[i])));
        Line(widths.Select((w, i) => IsNumber(i) ? new string('-', w - 1) + ":" : new string('-', w)));
        foreach (var row in table.Rows) Line(row.Select((c, i) => IsNumber(i) ? c.Text.PadLeft(widths[i]) : c.Text.PadRight(widths[i])));
        if (table.Notes.Count > 0) text.Append('\n');
        foreach (var note in table.Notes) text.Append("- ").Append(note).Append('\n');

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

        bool IsNumber(int column) => table.Rows.Count > 0 && table.Rows.All(r => r[column].Number is not null || r[column].Text.Length == 0) && table.Rows.Any(r => r[column].Number is not null);
    }

    private static void Write(Utf8JsonWriter json, ResultTable table)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("title", table.Title);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i].Number is { } number) json.WriteNumber(table.Columns[i], Math.Round(number, 4));
                else json.WriteString(table.Columns[i], row[i].Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in table.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
