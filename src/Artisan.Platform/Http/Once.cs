using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Artisan.Platform.Http;

/// <summary>
/// The Idempotency-Key of a POST (draft-ietf-httpapi-idempotency-key-header). The answer is committed in the same transaction as the effect and replayed
/// for 24 hours; the same key with another body is 409. Without the header every call is a new one.
/// </summary>
public sealed class Once
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly string? _rowKey;
    private readonly string _request;
    private readonly SystemClock _clock;

    private Once(string? rowKey, string request, SystemClock clock)
    {
        (_rowKey, _request, _clock) = (rowKey, request, clock);
    }

    /// <summary>Binds from the header; the body was hashed by the middleware while it was read.</summary>
    public static async ValueTask<Once> BindAsync(HttpContext context)
    {
        var clock = context.RequestServices.GetRequiredService<SystemClock>();
        if (!context.Request.Headers.TryGetValue("Idempotency-Key", out var header)) return new Once(null, "", clock);
        var key = header.ToString();
        if (key.Length is 0 or > 200 || key.Any(c => c is < '!' or > '~')) throw new FaultException(Faults.IdempotencyKeyInvalid);

        var caller = context.Items[CallerAccess.ItemKey] as Caller;
        var row = Hash($"{caller?.WorkspaceId}|{caller?.Actor}|{context.Request.Method}|{context.Request.Path.Value?.ToLowerInvariant()}|{key}");
        context.Request.EnableBuffering();
        context.Request.Body.Position = 0;
        var body = Convert.ToHexStringLower(await HashAsync(context.Request, context.RequestAborted));
        context.Request.Body.Position = 0;
        return new Once($"idk|{row}", body, clock);
    }

    // The same form sent again has the same parts behind another boundary.
    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            return await SHA256.HashDataAsync(request.Body, ct);
        using var form = new MemoryStream();
        await request.Body.CopyToAsync(form, ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rest = form.GetBuffer().AsMemory(0, (int)form.Length);
        var mark = Encoding.UTF8.GetBytes(boundary.ToString());
        for (int at; (at = rest.Span.IndexOf(mark)) >= 0; rest = rest[(at + mark.Length)..]) hash.AppendData(rest.Span[..at]);
        hash.AppendData(rest.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// Runs an operation at most once per key. The operation adds <see cref="Remember{T}"/> to its change in <paramref name="home"/>;
    /// where a racing call with the same key committed first, its answer is given, also in place of a refusal that it brought about.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(Partition home, JsonTypeInfo<T> type, Func<Task<Outcome<T>>> operation, CancellationToken ct)
    {
        if (_rowKey is null) return await operation();
        if (await FindAsync(home, type, ct) is { } earlier) return earlier;
        try
        {
            var outcome = await operation();
            return outcome.Fault is null ? outcome : await FindAsync(home, type, ct) ?? outcome;
        }
        catch (WriteConflictException e) when (e.RowKey == _rowKey)
        {
            return await FindAsync(home, type, ct) ?? Faults.Busy;
        }
    }

    /// <summary>Commits the answer together with the change it belongs to.</summary>
    public Change Remember<T>(Change change, Partition home, Outcome<T> outcome, JsonTypeInfo<T> type)
    {
        if (_rowKey is null) return change;
        var row = home.Row(_rowKey);
        row["request"] = _request;
        row["status"] = outcome.Status;
        row["location"] = outcome.Location ?? "";
        row["etag"] = outcome.ETag ?? "";
        row["body"] = JsonSerializer.Serialize(outcome.Value!, type);
        row[Partition.Expiry] = _clock.Now + Kept;
        return change.Insert(row);
    }

    /// <summary>The row in which the answer is remembered; null without the header. Where several calls are committed as one change, it tells whose call was repeated.</summary>
    public string? RowKey => _rowKey;

    private async Task<Outcome<T>?> FindAsync<T>(Partition home, JsonTypeInfo<T> type, CancellationToken ct)
    {
        if (await home.FindAsync(_rowKey!, ct) is not { } row) return null;
        if (row.GetString("request") != _request) return Faults.IdempotencyConflict;
        return Outcome<T>.Of(JsonSerializer.Deserialize(row.GetString("body")!, type)!, row.GetInt32("status") ?? 200, Text(row, "location"), Text(row, "etag"));
    }

    private static string? Text(Azure.Tables.TableEntity row, string name) => row.GetString(name) is { Length: > 0 } text ? text : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
