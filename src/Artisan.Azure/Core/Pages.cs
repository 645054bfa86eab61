using System.Runtime.CompilerServices;
using Azure;

namespace Artisan.Azure;

/// <summary>Pages that are fetched one by one as they are enumerated.</summary>
internal sealed class Pages<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> fetch, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken) where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) => Fetch(continuationToken, pageSizeHint, CancellationToken);

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
        await foreach (var page in Fetch(null, null, both.Token))
        {
            foreach (var value in page.Values) yield return value;
        }
    }

    private async IAsyncEnumerable<Page<T>> Fetch(string? token, int? pageSize, [EnumeratorCancellation] CancellationToken ct)
    {
        do
        {
            var page = await fetch(token, pageSize, ct);
            token = page.ContinuationToken;
            yield return page;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
