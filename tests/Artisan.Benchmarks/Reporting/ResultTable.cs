using System.Globalization;

namespace Artisan.Benchmarks.Reporting;

/// <summary>A figure or a text of a table.</summary>
internal readonly record struct Cell(string Text, double? Number = null)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>A figure, rounded for people and whole for machines.</summary>
    public static Cell Of(double number, string format = "0.00") => new(number.ToString(format, CultureInfo.InvariantCulture), number);

    /// <summary>A ratio; a target stands behind it.</summary>
    public static Cell Ratio(double ratio, double? target = null) =>
        new(target is { } t ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}x (target {t:0.0}x)") : string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}x"), ratio);
}

/// <summary>What a benchmark found: rows under columns, and what one has to know to read them.</summary>
internal sealed class ResultTable(string name, string title, params string[] columns)
{
    private readonly List<Cell[]> _rows = [];
    private readonly List<string> _notes = [];

    public string Name => name;

    public string Title => title;

    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<Cell[]> Rows => _rows;

    public IReadOnlyList<string> Notes => _notes;

    public ResultTable Add(params Cell[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    public ResultTable Note(string note)
    {
        _notes.Add(note);
        return this;
    }
}
