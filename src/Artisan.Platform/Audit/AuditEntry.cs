using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Artisan.Platform.Audit;

/// <summary>Who did it: an opaque id and what kind of being it names.</summary>
/// <param name="Type"><c>user</c>, <c>key</c>, <c>admin</c>, <c>system</c> or <c>anonymous</c>.</param>
/// <param name="Id">The opaque id; a job's name for the system; empty for the anonymous.</param>
public sealed record AuditActor(string Type, string Id)
{
    /// <summary>A job of ours, by its name.</summary>
    public static AuditActor System(string job) => new("system", job);

    /// <summary>Someone who has not proved who he is.</summary>
    public static AuditActor Anonymous { get; } = new("anonymous", "");

    /// <summary>A signed-in member.</summary>
    public static AuditActor User(string id) => new("user", id);

    /// <summary>Staff of the portal.</summary>
    public static AuditActor Admin(string id) => new("admin", id);
}

/// <summary>What it was done to.</summary>
public sealed record AuditTarget(string Type, string Id);

/// <summary>How it ended.</summary>
public static class AuditOutcome
{
    public const string Success = "success";
    public const string Denied = "denied";
    public const string Failed = "failed";
}

/// <summary>
/// One thing that someone did, as it is kept for ever. Ids are opaque; names and addresses do not belong in here, and
/// <see cref="Redaction"/> takes secrets out of before and after.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The chain it belongs to.</summary>
    public required AuditScope Scope { get; init; }

    /// <summary><c>area.verb</c>, such as <c>workspace.member_removed</c>; never changes its meaning.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The real person, where staff act in a member's name.</summary>
    public AuditActor? Impersonator { get; init; }

    /// <summary>What it was done to.</summary>
    public required AuditTarget Target { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it ended, one of <see cref="AuditOutcome"/>.</summary>
    public string Outcome { get; init; } = AuditOutcome.Success;

    /// <summary>The fields that changed, as they were.</summary>
    public JsonObject? Before { get; init; }

    /// <summary>The fields that changed, as they are.</summary>
    public JsonObject? After { get; init; }

    /// <summary>The address it came from; empty for jobs.</summary>
    public string Ip { get; init; } = "";

    /// <summary>What the caller's program calls itself; empty for jobs.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>The trace of the request.</summary>
    public string Trace { get; init; } = "";
}

[JsonSerializable(typeof(AuditEntry))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Compact { get; } = new(new JsonSerializerOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
