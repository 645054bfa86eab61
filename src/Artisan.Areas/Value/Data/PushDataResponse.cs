using System.Text.Json.Serialization;

namespace Artisan.Areas.Value.Data;

/// <summary>What became of a point (id and status), or of each point of a batch in the order they were sent.</summary>
public sealed record PushDataResponse
{
    /// <summary>The point's id; only for a single point.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>stored, repeated or corrected; only for a single point.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>How many points of the batch are new.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Stored { get; init; }

    /// <summary>How many were there already, the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Repeated { get; init; }

    /// <summary>How many replaced the point of their id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Corrected { get; init; }

    /// <summary>How many differ from the stored point of their id and were not taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Conflicts { get; init; }

    /// <summary>How many cannot be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Invalid { get; init; }

    /// <summary>One result a point.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PushedPoint>? Results { get; init; }
}

/// <summary>What became of one point of a batch.</summary>
/// <param name="Id">The point's id, where it had one.</param>
/// <param name="Status">stored, repeated, corrected, conflict or invalid.</param>
/// <param name="Detail">Why not, for conflict and invalid.</param>
public sealed record PushedPoint(string? Id, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail);
