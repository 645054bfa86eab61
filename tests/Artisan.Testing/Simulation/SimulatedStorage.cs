using Artisan.Azure;
using Azure.Core.Pipeline;

namespace Artisan.Testing.Simulation;

/// <summary>
/// The tables, queues and blobs of an account that exist in this process only, beneath the real clients: keys, retries, transactions and JSON are the product's,
/// only the network and the service are not there. It knows what the receipt ledger asks of storage and throws at everything else, so that it answers nothing that no
/// test has held against the emulator. It counts what it is asked.
/// </summary>
public sealed class SimulatedStorage : HttpMessageHandler
{
    private const string Address = "DefaultEndpointsProtocol=http;AccountName=memory;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/tables;QueueEndpoint=http://127.0.0.1:1/queues;BlobEndpoint=http://127.0.0.1:1/blobs;";

    private readonly SimulatedTables _tables;
    private readonly SimulatedBlobs _blobs;
    private readonly SimulatedQueues _queues = new();
    private readonly Tally _tally = new();
    private readonly Lock _sync = new();

    public SimulatedStorage()
    {
        var versions = new SimulatedVersions(TimeProvider.System);
        (_tables, _blobs) = (new SimulatedTables(versions, _tally), new SimulatedBlobs(versions, _tally));
    }

    /// <summary>What it was asked so far.</summary>
    public SimulatedCounts Counts
    {
        get
        {
            lock (_sync) return _tally.Counts;
        }
    }

    /// <summary>The real clients on it.</summary>
    public StorageClients Connect()
    {
        var transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false));
        return StorageClients.Create(Address, o => o.Transport = transport);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A network answers later: whoever has more to send gets on with it meanwhile.
        await Task.Yield();
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var asked = SimulatedRequest.Of(request, body);
        lock (_sync)
        {
            return asked.Service switch
            {
                "tables" => _tables.Answer(asked),
                "blobs" => _blobs.Answer(asked),
                "queues" => _queues.Answer(asked, _tally),
                _ => throw asked.Unknown(),
            };
        }
    }
}

/// <summary>What a simulation was asked.</summary>
/// <param name="PointReads">Rows read by their keys.</param>
/// <param name="Pages">Pages of ranges of rows.</param>
/// <param name="Transactions">Transactions of rows, those that were refused among them.</param>
/// <param name="RowsWritten">The rows in them.</param>
/// <param name="MostRows">The most rows in one.</param>
/// <param name="Blobs">Requests for blobs.</param>
/// <param name="Queues">Requests for queues.</param>
public readonly record struct SimulatedCounts(long PointReads, long Pages, long Transactions, long RowsWritten, int MostRows, long Blobs, long Queues)
{
    /// <summary>All requests for tables and blobs; a page and a transaction are one each.</summary>
    public long Total => PointReads + Pages + Transactions + Blobs;

    /// <summary>What came since an earlier count; the most rows are those of all time.</summary>
    public SimulatedCounts Since(SimulatedCounts before) => this with
    {
        PointReads = PointReads - before.PointReads,
        Pages = Pages - before.Pages,
        Transactions = Transactions - before.Transactions,
        RowsWritten = RowsWritten - before.RowsWritten,
        Blobs = Blobs - before.Blobs,
        Queues = Queues - before.Queues,
    };
}

/// <summary>Where a simulation counts.</summary>
internal sealed class Tally
{
    public SimulatedCounts Counts { get; set; }
}

/// <summary>The versions of rows and blobs: instants that never come twice.</summary>
internal sealed class SimulatedVersions(TimeProvider time)
{
    private long _last;

    public DateTimeOffset Next() => new(_last = Math.Max(_last + 1, time.GetUtcNow().Ticks), TimeSpan.Zero);
}
