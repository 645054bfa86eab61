using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Value.Storage;

/// <summary>The tables, partitions and row keys of the area. No id of a customer's own stands in a key: ids are hashed.</summary>
internal static class ValueKeys
{
    /// <summary>Definitions and calculations, partition <c>{workspace}|value</c>.</summary>
    public const string Table = "value";

    /// <summary>Data points, one partition a source.</summary>
    public const string DataTable = "valuedata";

    public const string Partition = "value";

    /// <summary>What a source is: its time zone, fixed by its first point.</summary>
    public const string Source = "source";

    private const string DayFormat = "yyyy-MM-dd";
    private const string HourFormat = "yyyyMMddHH";

    public static string DataPartition(string source) => $"data|{source}";

    /// <summary>The source of a partition's name; null where it is another's.</summary>
    public static string? SourceOf(string partition) => partition.StartsWith("data|", StringComparison.Ordinal) ? partition["data|".Length..] : null;

    /// <summary>Proves that an id was taken.</summary>
    public static string Taken(string id) => $"{TakenPrefix}{Hash(id)}";

    public const string TakenPrefix = "d|";

    /// <summary>A point; keys order by time.</summary>
    public static string Point(DateTimeOffset time, string id) => $"t|{Utc.Text(time)}|{Hash(id)}";

    public const string PointPrefix = "t|";

    /// <summary>The points of [from, to).</summary>
    public static RowRange Points(DateTimeOffset from, DateTimeOffset to) => RowRange.Between($"t|{Utc.Text(from)}", $"t|{Utc.Text(to)}");

    public const string DayPrefix = "agg|";

    /// <summary>The totals of a local day.</summary>
    public static string Day(DateOnly day) => $"{DayPrefix}{day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    /// <summary>The totals of the local days [from, to).</summary>
    public static RowRange Days(DateOnly from, DateOnly to) => RowRange.Between(Day(from), Day(to));

    public static DateOnly DayOf(string dayKey) => DateOnly.ParseExact(dayKey[(dayKey.LastIndexOf('|') + 1)..], DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Answers a repeated chunk as a whole.</summary>
    public static string Chunk(IEnumerable<string> payloadHashes) => $"b|{Hash(string.Join('\n', payloadHashes))}";

    /// <summary>Marks a day into which points came that may belong to a closed period, by the hour in which they came.</summary>
    public static string Late(DateTimeOffset written, DateOnly day) => $"late|{Hour(written)}|{day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    /// <summary>The marks of the hours from one on.</summary>
    public static RowRange LateSince(DateTimeOffset hour) => RowRange.Between($"late|{Hour(hour)}", "late}");

    /// <summary>The hour that a mark was written in.</summary>
    public static DateTimeOffset LateHourOf(string lateKey) =>
        DateTimeOffset.ParseExact(lateKey.Split('|')[1], HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A definition: its newest version, for lists.</summary>
    public static string Definition(string id) => $"{DefinitionPrefix}{id}";

    public const string DefinitionPrefix = "definition|";

    /// <summary>One version of a definition; keys order by number.</summary>
    public static string Version(string definition, int number) => $"{Versions(definition)}{number.ToString("D6", CultureInfo.InvariantCulture)}";

    public const string VersionPrefix = "def|";

    public static string Versions(string definition) => $"def|{definition}|";

    /// <summary>The definition of a version's key.</summary>
    public static string DefinitionOf(string versionKey) => versionKey.Split('|')[1];

    /// <summary>How far a definition is calculated.</summary>
    public static string Run(string definition) => $"{RunPrefix}{definition}";

    public const string RunPrefix = "run|";

    /// <summary>What finance knows of a period to be right.</summary>
    public static string Feedback(string definition, DateTimeOffset from) => $"{Feedbacks(definition)}{NewestFirst.Key(from)}";

    /// <summary>What finance knows to be right of a definition's periods, the newest period first.</summary>
    public static string Feedbacks(string definition) => $"{FeedbackPrefix}{definition}|";

    public const string FeedbackPrefix = "feedback|";

    /// <summary>Where a calculation is, by its id.</summary>
    public static string Calculation(string id) => $"calculation|{id}";

    /// <summary>Where the calculations are that were written since an instant: their ids order by it.</summary>
    public static RowRange WrittenSince(DateTimeOffset since) => RowRange.Between(Calculation($"calc_{UlidIds.FirstOf(since)}"), "calculation}");

    /// <summary>A definition's calculations, the newest period first.</summary>
    public static string Calculations(string definition) => $"calc|{definition}|";

    /// <summary>A definition's calculations of one period, the newest first.</summary>
    public static string Calculations(string definition, DateTimeOffset from) => $"{Calculations(definition)}{NewestFirst.Key(from)}|";

    /// <summary>The nth calculation of a period, from 1.</summary>
    public static string Calculation(string definition, DateTimeOffset from, int number) =>
        Calculations(definition, from) + (MostCalculations - number).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Which calculation of its period a row is, from 1.</summary>
    public static int NumberOf(string calculationKey) => MostCalculations - int.Parse(calculationKey.AsSpan(calculationKey.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What a calculation's row key has in common with all others of its definition and period.</summary>
    public static string PeriodOf(string calculationKey) => calculationKey[..(calculationKey.LastIndexOf('|') + 1)];

    /// <summary>The calculations of all definitions, the newest period first; the rest of the key is that of the calculation itself.</summary>
    public static string ByPeriod(string definition, DateTimeOffset from, int number) =>
        $"{ByPeriodPrefix}{NewestFirst.Key(from)}|{definition}|{(MostCalculations - number).ToString("D6", CultureInfo.InvariantCulture)}";

    public const string ByPeriodPrefix = "calcs|";

    private const int MostCalculations = 999_999;

    private static string Hour(DateTimeOffset instant) => instant.UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
