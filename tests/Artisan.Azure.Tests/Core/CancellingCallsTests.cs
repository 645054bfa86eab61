using System.Net;
using System.Net.Sockets;
using Artisan.Azure.Tables;
using Azure;

namespace Artisan.Azure.Tests.Core;

/// <summary>Against a server that accepts connections and never answers.</summary>
public sealed class CancellingCallsTests : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public CancellingCallsTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(new TableClientOptions()).GetEntityAsync("p", "r", cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_call_never_takes_longer_than_its_total_timeout()
    {
        var late = await Assert.ThrowsAsync<RequestFailedException>(() => Client(new TableClientOptions { TotalTimeout = TimeSpan.FromMilliseconds(300) }).GetEntityAsync("p", "r"));
        Assert.Equal((503, "OperationTimedOut"), (late.Status, late.ErrorCode));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_or_ends_during_a_retry_says_the_same()
    {
        var quick = new TableClientOptions { TotalTimeout = TimeSpan.FromSeconds(1) };
        (quick.Retry.NetworkTimeout, quick.Retry.Delay, quick.Retry.MaxRetries) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1), 1000);
        var late = await Assert.ThrowsAsync<RequestFailedException>(() => Client(quick).GetEntityAsync("p", "r"));
        Assert.Equal((503, "OperationTimedOut", true), (late.Status, late.ErrorCode, late.WasRetried()));

        var slow = new TableClientOptions();
        (slow.Retry.NetworkTimeout, slow.Retry.Delay, slow.Retry.MaxRetries) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1), 1000);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(slow).GetEntityAsync("p", "r", cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_silent_server_is_retried_and_then_unreachable()
    {
        var options = new TableClientOptions();
        (options.Retry.NetworkTimeout, options.Retry.MaxRetries, options.Retry.Delay) = (TimeSpan.FromMilliseconds(100), 1, TimeSpan.FromMilliseconds(1));
        var unreachable = await Assert.ThrowsAsync<RequestFailedException>(() => Client(options).GetEntityAsync("p", "r"));
        Assert.Equal((0, "Unreachable", true), (unreachable.Status, unreachable.ErrorCode, unreachable.WasRetried()));
    }

    [Fact]
    public void Retries_are_quick_and_all_of_them_end_within_30_seconds()
    {
        var options = new TableClientOptions();
        Assert.Equal(TimeSpan.FromSeconds(30), options.TotalTimeout);
        Assert.InRange(options.Retry.Delay.TotalMilliseconds, 50, 100);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Retry.MaxDelay);
        Assert.InRange(options.Retry.NetworkTimeout.TotalSeconds, 10, 15);
    }

    private TableClient Client(TableClientOptions options) =>
        new TableServiceClient(new Uri($"http://{_silent.LocalEndpoint}/account"), new TableSharedKeyCredential("account", "a2V5"), options).GetTableClient("table");
}
