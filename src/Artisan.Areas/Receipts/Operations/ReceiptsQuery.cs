using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>Which receipts are asked for.</summary>
/// <param name="Kind">What they are about.</param>
/// <param name="Definition">The id of the definition that they are about.</param>
/// <param name="From">Issued at this instant or later.</param>
/// <param name="To">Issued before this instant.</param>
internal sealed record ReceiptsQuery(string? Kind, string? Definition, DateTimeOffset? From, DateTimeOffset? To)
{
    private const int LongestId = 100;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether leaves are looked at one by one because the index of kinds does not lead to them.</summary>
    public bool IsSought => Definition is not null || Kind is ReceiptKinds.Calculation;

    /// <summary>Whether the index of kinds leads to them.</summary>
    public bool IsIndexed => Kind is not null and not ReceiptKinds.Calculation && Definition is null;

    /// <summary>Where the first of them may be.</summary>
    public DateTimeOffset? NotBefore => From;

    /// <summary>Behind the last of them in an epoch: receipts stand in the order in which they came, and some came after others that were issued later.</summary>
    public DateTimeOffset? NotAfter(TimeSpan lateness) => To + lateness;

    public Fault? Refuses() => this switch
    {
        { Definition.Length: > LongestId } => Faults.Invalid.At("definition", "The id of a definition."),
        { From: { } from } when from < Earliest || from > Latest => Faults.Invalid.At("from", "An instant of this time."),
        { To: { } to } when to < Earliest || to > Latest => Faults.Invalid.At("to", "An instant of this time."),
        { From: { } from, To: { } to } when from >= to => Faults.Invalid.At("to", "An instant after from."),
        _ => null,
    };

    public bool Takes(LeafRow leaf) => (Kind is null || leaf.Kind == Kind) && (Definition is null || leaf.Definition == Definition) && Takes(leaf.IssuedAt);

    public bool Takes(DateTimeOffset issuedAt) => !(issuedAt < From) && !(issuedAt >= To);
}
