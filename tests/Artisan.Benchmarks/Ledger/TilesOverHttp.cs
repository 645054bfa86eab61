using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Artisan.Areas.Receipts.Log;
using Artisan.Azure;
using Artisan.Platform.Ids;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Ledger;

/// <summary>
/// The receipts area's own tile reader on a table service that exists only in memory: keys, table client, retries and JSON are the real ones, only the
/// network is not there.
/// </summary>
internal sealed partial class TilesOverHttp(MemoryLog log) : HttpMessageHandler
{
    private const string Anywhere = "DefaultEndpointsProtocol=http;AccountName=memory;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/memory;QueueEndpoint=http://127.0.0.1:1/memory;BlobEndpoint=http://127.0.0.1:1/memory;";

    /// <summary>The area's reader, with nothing remembered yet.</summary>
    public static TileStore Over(MemoryLog log)
    {
        var transport = new HttpClientTransport(new HttpClient(new TilesOverHttp(log)));
        var clients = StorageClients.Create(Anywhere, o => o.Transport = transport);
        return new ServiceCollection().AddLogging()
            .AddSingleton(TimeProvider.System).AddSingleton<SystemClock>().AddSingleton<IIds, UlidIds>()
            .AddSingleton(clients.Tables).AddSingleton(clients.Queues).AddSingleton<Queues>().AddSingleton<Outbox>().AddSingleton<Stores>()
            .AddSingleton<LedgerStore>().AddSingleton<TileStore>()
            .BuildServiceProvider().GetRequiredService<TileStore>();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = Uri.UnescapeDataString(request.RequestUri!.OriginalString);
        var tile = TileKey().Match(address);
        if (!tile.Success) throw new InvalidOperationException($"Only tiles are read here, not {address}.");
        var bytes = await log.ReadAsync(Number(tile, 1), Number(tile, 2), cancellationToken);
        var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"PartitionKey":"p","RowKey":"r","hashes@odata.type":"Edm.Binary","hashes":"{{Convert.ToBase64String(bytes.Span)}}"}""", new MediaTypeHeaderValue("application/json")),
        };
        answer.Headers.ETag = new EntityTagHeaderValue("\"1\"");
        return answer;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tile\|(\d+)\|(\d+)")]
    private static partial Regex TileKey();
}
