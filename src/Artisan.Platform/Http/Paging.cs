using Artisan.Platform.Access;
using Artisan.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Http;

/// <summary>
/// Which page of a list is asked for: <c>limit</c> (50 where missing, 200 at most) and <c>cursor</c>, an opaque text that we signed
/// for this caller's workspace, this list and its filters.
/// </summary>
public sealed class Paging
{
    private readonly CursorSigner _signer;
    private readonly string _list;

    private Paging(int limit, string? after, CursorSigner signer, string list)
    {
        (Limit, After, _signer, _list) = (limit, after, signer, list);
    }

    /// <summary>How many items a page may hold.</summary>
    public int Limit { get; }

    /// <summary>The row key behind which the page begins; null for the first page.</summary>
    public string? After { get; }

    /// <summary>Binds from the query; a bad limit or cursor is answered 400 before the operation runs.</summary>
    public static ValueTask<Paging> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = 50;
        if (query.TryGetValue("limit", out var asked) && (!int.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200))
        {
            throw new FaultException(Faults.Invalid.At("limit", "A number from 1 to 200."));
        }

        var signer = context.RequestServices.GetRequiredService<CursorSigner>();
        // Neither a new sign-in nor another address ends a list, but another caller's cursor is none of it.
        var caller = context.Items[CallerAccess.ItemKey] as Caller;
        var list = $"{caller?.WorkspaceId}|{caller?.Actor}|{context.Request.Path.Value?.ToLowerInvariant()}|{Filters(query)}";
        string? after = null;
        if (query.TryGetValue("cursor", out var cursor) && !signer.TryRead(list, cursor.ToString(), out after)) throw new FaultException(Faults.CursorInvalid);
        return ValueTask.FromResult(new Paging(limit, after, signer, list));
    }

    /// <summary>Reads the page of a range and makes each row an item.</summary>
    public async Task<Page<T>> ReadAsync<T>(Partition partition, RowRange range, Func<Azure.Tables.TableEntity, T> item, CancellationToken ct)
    {
        var page = await partition.PageAsync(range, Limit, After, ct);
        return new Page<T>([.. page.Rows.Select(item)], Cursor(page.Next));
    }

    /// <summary>The cursor for what follows a row key.</summary>
    public string? Cursor(string? rowKey) => rowKey is null ? null : _signer.Sign(_list, rowKey);

    // A place in the list of one filter is none in the list of another.
    private static QueryString Filters(IQueryCollection query) => new QueryBuilder(
        from q in query
        where !q.Key.Equals("limit", StringComparison.OrdinalIgnoreCase) && !q.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase)
        from value in q.Value
        orderby q.Key.ToLowerInvariant(), value
        select KeyValuePair.Create(q.Key.ToLowerInvariant(), value ?? "")).ToQueryString();

    internal static string NextLink(HttpRequest request, string cursor)
    {
        var query = new QueryBuilder(request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))))
        {
            { "cursor", cursor },
        };
        return $"<{request.Path}{query.ToQueryString()}>; rel=\"next\"";
    }
}
