using Artisan.Platform.Http;

namespace Artisan.Areas.Value.Data;

/// <summary>One point (source, id, time, fields), or a batch of up to 1,000 in <paramref name="Points"/>; never both.</summary>
/// <param name="Source">Where the point comes from: 1 to 40 of a-z, 0-9 and -.</param>
/// <param name="Id">Unique within its source, 1 to 200 characters: the same point sent again counts once.</param>
/// <param name="Time">ISO 8601 with Z or an offset.</param>
/// <param name="Fields">1 to 20 decimals by name, as strings or numbers, at most 28 digits.</param>
/// <param name="Correct">True replaces the point of that id, where there is one.</param>
/// <param name="Points">The points of a batch.</param>
public sealed record PushDataRequest(
    string? Source = null, string? Id = null, string? Time = null, IReadOnlyDictionary<string, ExactNumber>? Fields = null, bool? Correct = null,
    IReadOnlyList<DataPointRequest>? Points = null);

/// <summary>One point of a batch.</summary>
/// <param name="Source">Where the point comes from.</param>
/// <param name="Id">Unique within its source.</param>
/// <param name="Time">ISO 8601 with Z or an offset.</param>
/// <param name="Fields">Decimals by name.</param>
/// <param name="Correct">True replaces the point of that id.</param>
public sealed record DataPointRequest(
    string? Source = null, string? Id = null, string? Time = null, IReadOnlyDictionary<string, ExactNumber>? Fields = null, bool? Correct = null);
