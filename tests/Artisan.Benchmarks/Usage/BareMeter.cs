using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Benchmarks.Usage;

/// <summary>
/// The storage calls behind <c>POST /api/billing/usage/track</c> and <c>batch</c> without the call: the same rows in the same transactions, sent with the table client alone.
/// One writer at a time.
/// </summary>
internal sealed class BareMeter(TableClient table, Partition home, PeriodUsage period)
{
    // As many as the app puts into one: beside them the period, the chunk, and room for a message.
    private const int MostEvents = 96;
    private const int ChunkWorthARow = 8;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(760);

    private PeriodUsage _period = period;

    /// <summary>Writes events of the present period.</summary>
    public async Task WriteAsync(IReadOnlyList<UsageEvent> events, DateTimeOffset now)
    {
        foreach (var chunk in events.Chunk(MostEvents)) await SubmitAsync(chunk, now);
    }

    private async Task SubmitAsync(UsageEvent[] chunk, DateTimeOffset now)
    {
        var day = PeriodUsage.Day(DateOnly.FromDateTime(now.UtcDateTime));
        var next = chunk.Aggregate(_period, (usage, e) => usage.With(e.Metric, usage[e.Metric].Plus(day, e.Micro))) with { Seq = _period.Seq + 1 };
        var row = PeriodRow.Into(home, next);
        var actions = new List<TableTransactionAction>();
        Add(TableTransactionActionType.UpdateReplace, row, row.ETag);
        if (chunk.Length >= ChunkWorthARow) Insert(home.Row(BillingKeys.Chunk(chunk.Select(e => e.PayloadHash))));
        foreach (var usage in chunk) Insert(EventRow.Of(home, usage, new EventPlace(next.Period.Start, next.Period.Start, day, now + RawEvents.Oldest), now, next.Seq));
        var answers = await table.SubmitTransactionAsync(actions);
        _period = next with { ETag = answers.Value[0].Headers.ETag!.Value };

        void Insert(TableEntity entity)
        {
            entity[Partition.Expiry] = now + Kept;
            Add(TableTransactionActionType.Add, entity, default);
        }

        void Add(TableTransactionActionType type, TableEntity entity, global::Azure.ETag etag)
        {
            entity[Change.WriteId] = "0123456789abcdefghjkmnpqrs";
            actions.Add(new TableTransactionAction(type, entity, etag));
        }
    }
}
