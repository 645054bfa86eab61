using System.Text.Json.Nodes;
using Artisan.Platform.Audit;

namespace Artisan.Areas.Audit.Operations;

/// <summary>Somebody or something.</summary>
/// <param name="Kind">For who did it: <c>user</c>, <c>key</c>, <c>admin</c>, <c>system</c> or <c>anonymous</c>; for what it was done to, what that is.</param>
/// <param name="Id">The opaque id; a job's name for the system; empty for the anonymous.</param>
/// <param name="Name">What a present member or API key is called; null for everybody and everything else.</param>
public sealed record AuditParty(string Kind, string Id, string? Name);

/// <summary>One thing that somebody did.</summary>
/// <param name="Id">Names the entry.</param>
/// <param name="Number">Its place in the chain, from 1.</param>
/// <param name="Hash">The chain's hash at this place, hex: it covers this entry and all before it.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Impersonator">The real person, where staff acted in a member's name.</param>
/// <param name="Action">What, as <c>area.verb</c>; never changes its meaning.</param>
/// <param name="Outcome"><c>success</c>, <c>denied</c> or <c>failed</c>.</param>
/// <param name="Target">To what.</param>
/// <param name="Before">The fields that changed, as they were.</param>
/// <param name="After">The fields that changed, as they are since.</param>
/// <param name="Ip">The address it came from; empty for jobs.</param>
/// <param name="UserAgent">What the program that sent it calls itself; empty for jobs.</param>
/// <param name="Trace">Names the request in our logs.</param>
public sealed record AuditItem(
    string Id, long Number, string Hash, DateTimeOffset At, AuditParty Actor, AuditParty? Impersonator, string Action, string Outcome, AuditParty Target,
    JsonObject? Before, JsonObject? After, string Ip, string UserAgent, string Trace)
{
    internal static AuditItem Of(AuditRecord record, IReadOnlyDictionary<string, string> names)
    {
        var entry = record.Entry;
        return new AuditItem(
            record.Id, record.Number, record.Proof.Hash, entry.At, Party(entry.Actor.Type, entry.Actor.Id, names), entry.Impersonator is { } real ? Party(real.Type, real.Id, names) : null,
            entry.Action, entry.Outcome, Party(entry.Target.Type, entry.Target.Id, names), entry.Before, entry.After, entry.Ip, entry.UserAgent, entry.Trace);
    }

    private static AuditParty Party(string kind, string id, IReadOnlyDictionary<string, string> names) => new(kind, id, names.GetValueOrDefault(id));
}

/// <summary>What the last check of the whole chain found; it is made every night.</summary>
/// <param name="Sound">Whether nothing was changed, removed, added or moved; null where it was not checked yet.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="Number">The last entry that it reached.</param>
/// <param name="BrokenAt">The first entry that is not as it must be.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record AuditCheck(bool? Sound, DateTimeOffset? CheckedAt, long Number, long? BrokenAt, string? Reason)
{
    internal static AuditCheck Of(AuditState? state) => state is null ? new AuditCheck(null, null, 0, null, null) : new AuditCheck(state.BrokenAt is null, state.CheckedAt, state.Number, state.BrokenAt, state.Reason);
}

/// <summary>A page of the trail. It may hold fewer entries than asked for, or none, while more follow: what does not fit the filter is passed over.</summary>
public sealed record AuditPageResponse(IReadOnlyList<AuditItem> Items, string? Next, AuditCheck Verified);
