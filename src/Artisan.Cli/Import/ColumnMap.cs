using System.Globalization;
using Artisan.Cli.Running;

namespace Artisan.Cli.Import;

/// <summary>Which column (a name of the header, or a number from 1) gives the id, the time and each field.</summary>
internal sealed record ColumnMap(string? Id, string Time, IReadOnlyList<(string Field, string Column)> Fields)
{
    /// <summary>Reads id=..,time=..,amount=.. and fails in words.</summary>
    public static ColumnMap Parse(IEnumerable<string> texts)
    {
        var pairs = new List<(string Name, string Column)>();
        foreach (var text in texts.SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == text.Length - 1)
            {
                throw new CliFailure($"--map takes name=column pairs; '{text}' is none.");
            }

            pairs.Add((text[..equals].Trim(), text[(equals + 1)..].Trim()));
        }

        if (pairs.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new CliFailure($"--map names {twice.Key} twice.");
        }

        var fields = pairs.Where(p => p.Name is not ("id" or "time")).ToList();
        return fields.Count == 0
            ? throw new CliFailure("--map names no field: add one, such as amount=5.")
            : new ColumnMap(Column("id"), Column("time") ?? throw new CliFailure("--map must name the column of the time: time=..."), fields);

        string? Column(string name) => pairs.Where(p => p.Name == name).Select(p => p.Column).FirstOrDefault();
    }

    /// <summary>Turns columns into positions; names need a header.</summary>
    public Positions Resolve(IReadOnlyList<string>? header)
    {
        return new Positions(Id is null ? null : Position(Id), Position(Time), [.. Fields.Select(f => (f.Field, Position(f.Column)))]);

        int Position(string column)
        {
            if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                return number - 1;
            }

            var at = header is null ? -1 : header.ToList().FindIndex(h => h.Trim() == column);
            return at >= 0 ? at
                : throw new CliFailure(header is null ? $"The column '{column}' has a name: say --has-header, or give its number." : $"The header has no column '{column}'. It has: {string.Join(", ", header)}.");
        }
    }
}

/// <summary>Columns by position, from 0.</summary>
internal sealed record Positions(int? Id, int Time, IReadOnlyList<(string Field, int Position)> Fields);
