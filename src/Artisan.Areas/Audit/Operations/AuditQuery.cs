using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Audit.Operations;

/// <summary>Which entries are asked for, and as what.</summary>
/// <param name="Actor">The id of who did it: a user, an API key, or a job of ours by its name.</param>
/// <param name="Action">What the action begins with, such as <c>auth.</c> or <c>workspace.member_removed</c>.</param>
/// <param name="Target">The id of what it was done to.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="To">Before this instant.</param>
/// <param name="Format"><c>csv</c> or <c>jsonl</c> for a file of all of it; left out, a page.</param>
internal sealed record AuditQuery(string? Actor, string? Action, string? Target, DateTimeOffset? From, DateTimeOffset? To, string? Format)
{
    private const int Most = 200;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The stretch of time, by which entries are found; the rest is compared.</summary>
    public AuditSpan Span => new(From, To);

    /// <summary>Whether entries have to be compared one by one.</summary>
    public bool Narrows => Actor is not null || Action is not null || Target is not null;

    public Fault? Refuses() => this switch
    {
        { Actor.Length: > Most } => Faults.Invalid.At("actor", "At most 200 characters."),
        { Action.Length: > Most } => Faults.Invalid.At("action", "At most 200 characters."),
        { Target.Length: > Most } => Faults.Invalid.At("target", "At most 200 characters."),
        { From: { } from } when from < Earliest || from > Latest => Faults.Invalid.At("from", "An instant of this time."),
        { To: { } to } when to < Earliest || to > Latest => Faults.Invalid.At("to", "An instant of this time."),
        { From: { } from, To: { } to } when from >= to => Faults.Invalid.At("to", "An instant after from."),
        { Format: not (null or "json" or "csv" or "jsonl") } => Faults.Invalid.At("format", "csv or jsonl, or nothing for a page."),
        _ => null,
    };

    public bool Takes(AuditEntry entry) =>
        (Actor is null || entry.Actor.Id == Actor || entry.Impersonator?.Id == Actor)
        && (Action is null || entry.Action.StartsWith(Action, StringComparison.Ordinal))
        && (Target is null || entry.Target.Id == Target);
}
