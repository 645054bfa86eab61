using System.Globalization;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Audit;

/// <summary>
/// Rows of a chain: <c>head</c>, <c>e|{number}</c> (the chain, for ever) and <c>b|{newest first}</c> (body and salt, which erasing may destroy).
/// </summary>
internal static class AuditKeys
{
    public const string Head = "head";

    public static readonly RowRange Entries = RowRange.Prefix("e|");

    public static readonly RowRange Bodies = RowRange.Prefix("b|");

    /// <summary>The bodies whose ids are larger than one and not larger than another; from the first and to the last where these are empty or null.</summary>
    public static RowRange BodiesBetween(string after, string? upTo) => RowRange.Between(upTo is null ? "b|" : Body(upTo), after.Length == 0 ? "b}" : Body(after));

    /// <summary>The bodies whose ids were made in a stretch of time; the newest stand first, so its end comes before its beginning.</summary>
    public static RowRange BodiesOf(AuditSpan span) => RowRange.Between(
        span.To is { } to ? Body(UlidIds.FirstOf(to)) + "\u0001" : "b|",
        span.From is { } from ? Body(UlidIds.FirstOf(from)) + "\u0001" : "b}");

    public static string Entry(long number) => $"e|{number.ToString("D12", CultureInfo.InvariantCulture)}";

    public static long Number(string entryKey) => long.Parse(entryKey.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Body(string messageId) => $"b|{NewestFirst.Key(messageId)}";
}
