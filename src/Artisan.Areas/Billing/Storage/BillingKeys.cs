using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Storage;

/// <summary>The table, partition and row keys of the area. No id of a customer's own stands in a key: ids are hashed.</summary>
internal static class BillingKeys
{
    public const string Table = "billing";

    /// <summary>All rows of a workspace: partition <c>{workspace}|billing</c>.</summary>
    public const string Partition = "billing";

    /// <summary>The subscription.</summary>
    public const string Subscription = "sub";

    private const string Instant = "yyyyMMdd'T'HHmmss.fffffff'Z'";

    /// <summary>The usage of a billing period; keys order by its start.</summary>
    public static string Period(DateTimeOffset start) => $"p|{Text(start)}";

    /// <summary>The periods that start in [from, to].</summary>
    public static RowRange Periods(DateTimeOffset from, DateTimeOffset to) => RowRange.Between(Period(from), Period(to) + "\u0001");

    /// <summary>Every period.</summary>
    public static readonly RowRange AllPeriods = RowRange.Prefix("p|");

    /// <summary>The first instant of a period, of its key.</summary>
    public static DateTimeOffset StartOf(string periodKey) =>
        DateTimeOffset.ParseExact(periodKey["p|".Length..], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>A usage event, by its id.</summary>
    public static string Event(string id) => $"e|{Hash(id)}";

    /// <summary>Every usage event.</summary>
    public static readonly RowRange Events = RowRange.Prefix("e|");

    /// <summary>How far a recount is that takes several messages.</summary>
    public const string Recount = "recount";

    /// <summary>Answers a repeated chunk of a batch as a whole.</summary>
    public static string Chunk(IEnumerable<string> payloadHashes) => $"b|{Hash(string.Join('\n', payloadHashes))}";

    /// <summary>A reservation, by its id.</summary>
    public static string Reservation(string id) => $"rsv|{id}";

    /// <summary>An open reservation by the instant at which it lapses.</summary>
    public static string Lapse(DateTimeOffset expiresAt, string id) => $"r|{Text(expiresAt)}|{id}";

    /// <summary>The reservations that have lapsed by an instant.</summary>
    public static RowRange LapsedBy(DateTimeOffset now) => RowRange.Between("r|", $"r|{Text(now)}}}");

    /// <summary>Every open reservation.</summary>
    public static readonly RowRange Lapses = RowRange.Prefix("r|");

    /// <summary>The id of the reservation behind a lapse key.</summary>
    public static string ReservationOf(string lapseKey) => lapseKey[(lapseKey.LastIndexOf('|') + 1)..];

    /// <summary>An invoice; keys order the newest first.</summary>
    public static string Invoice(string id) => $"inv|{NewestFirst.Key(id["inv_".Length..])}";

    /// <summary>Every invoice.</summary>
    public static readonly RowRange Invoices = RowRange.Prefix("inv|");

    /// <summary>A credit note of an invoice.</summary>
    public static string CreditNote(string invoiceId, string id) => $"cn|{invoiceId}|{id}";

    /// <summary>The credit notes of an invoice, the oldest first.</summary>
    public static RowRange CreditNotes(string invoiceId) => RowRange.Prefix($"cn|{invoiceId}|");

    /// <summary>Proves that an invoice's number was given, once.</summary>
    public static string Number(int number) => $"num|{number.ToString("D8", CultureInfo.InvariantCulture)}";

    /// <summary>Every number that was given to an invoice.</summary>
    public static readonly RowRange Numbers = RowRange.Prefix("num|");

    /// <summary>The number of a row that proves it.</summary>
    public static int NumberOf(string numberKey) => int.Parse(numberKey.AsSpan("num|".Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Proves that a credit note's number was given, once.</summary>
    public static string CreditNumber(int number) => $"cnum|{number.ToString("D8", CultureInfo.InvariantCulture)}";

    /// <summary>What was billed of a definition's periods that ended in a month.</summary>
    public static string BilledFees(string definition, DateTimeOffset end) => $"fee|{definition}|{end.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture)}";

    /// <summary>The value lines that are still to be added to the provider's invoice of the period that began at an instant.</summary>
    public static string OwedLines(DateTimeOffset start) => $"owed|{Text(start)}";

    /// <summary>Proves that an occasion switched value billing.</summary>
    public static string Switched(string key) => $"switch|{Hash(key)}";

    /// <summary>Proves that a message of the outbox had one of its effects.</summary>
    public static string Done(string messageId, string effect) => $"done|{messageId}|{effect}";

    /// <summary>The partition of an event of Stripe: one of sixteen, because the events of all workspaces come to one door.</summary>
    public static string StripeEvents(string eventId) => $"stripe|{Hash(eventId)[0]}";

    /// <summary>All partitions of Stripe's events.</summary>
    public static readonly IReadOnlyList<string> AllStripeEvents = [.. "0123456789abcdef".Select(first => $"stripe|{first}")];

    /// <summary>Every event in such a partition.</summary>
    public static readonly RowRange StripeEventRows = RowRange.Prefix("evt|");

    /// <summary>An event of Stripe, by its id.</summary>
    public static string StripeEvent(string eventId) => $"evt|{Hash(eventId)}";

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
