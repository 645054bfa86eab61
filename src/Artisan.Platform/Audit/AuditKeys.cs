using System.Globalization;
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

    public static string Entry(long number) => $"e|{number.ToString("D12", CultureInfo.InvariantCulture)}";

    public static long Number(string entryKey) => long.Parse(entryKey.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Body(string messageId) => $"b|{NewestFirst.Key(messageId)}";
}
