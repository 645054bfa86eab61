using Artisan.Platform.Signing;
using Artisan.Testing;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>Breaks every single call to storage and to the signer, one per run, and looks at the log from another process afterwards.</summary>
public sealed class CrashingProcessesTests : IDisposable
{
    private static readonly string[] Keys = ["calc:1", "calc:2", "setup:1"];

    // Blobs, so that the record of what was signed is a storage call like the others; and nothing happens but what the test asks for.
    private static readonly Dictionary<string, string?> Settings = new() { ["Receipts:HighWaterMark"] = "Blobs", ["Receipts:SealAfterMilliseconds"] = "60000" };

    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_fault_at_any_storage_call_loses_nothing_and_doubles_nothing()
    {
        await using (var first = new LogProcess(_home, settings: Settings)) await AppendAndSealAsync(first, LogHome.NewWorkspace());
        var counted = new FaultInjectionPolicy();
        await using (var whole = new LogProcess(_home, [counted], Settings))
        {
            await AppendAndSealAsync(whole, LogHome.NewWorkspace());
            await whole.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
        }

        var broken = 0;
        foreach (var (call, fault) in Breakages.Spread(counted.Calls, Breakages.All))
        {
            var workspaceId = LogHome.NewWorkspace();
            var policy = new FaultInjectionPolicy().Inject(fault, call);
            var victim = new LogProcess(_home, [policy], Settings);
            var thrown = await Record.ExceptionAsync(() => AppendAndSealAsync(victim, workspaceId));
            await victim.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();
            if (policy.Calls >= call) broken++;
            if (fault is not (Fault.ProcessDiesBefore or Fault.ProcessDiesAfter)) Assert.Null(thrown);
            await AfterwardsAsync(workspaceId);
        }

        Assert.InRange(broken, 10, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_around_a_signature_leaves_a_log_that_can_be_sealed(bool after)
    {
        await using (var first = new LogProcess(_home, settings: Settings)) await AppendAndSealAsync(first, LogHome.NewWorkspace());
        for (var call = 1; call <= 2; call++)
        {
            var workspaceId = LogHome.NewWorkspace();
            var dying = call;
            var victim = new LogProcess(_home, settings: Settings, signer: inner => new DyingSigner(inner, dying, after));
            await Assert.ThrowsAsync<SimulatedCrashException>(() => AppendAndSealAsync(victim, workspaceId));
            await AfterwardsAsync(workspaceId);
        }
    }

    [Fact]
    public async Task The_request_in_the_append_seals_a_log_whose_process_died()
    {
        var victim = new LogProcess(_home, settings: Settings);
        await victim.AppendAsync(_home.WorkspaceId, "calc:1");
        await victim.Get<Artisan.Platform.Messaging.Outbox>().SettleAsync();

        await using var other = new LogProcess(_home, settings: Settings);
        var queue = other.Get<Artisan.Azure.Queues.QueueServiceClient>().GetQueueClient("receipt-seal");
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await other.Get<Artisan.Areas.Receipts.Sealing.SealRequests>().HandleAsync(new("m", new(_home.WorkspaceId, 1)), default);
        Assert.Equal(1, (await other.CurrentAsync(_home.WorkspaceId)).Head.SignedSize);
    }

    private static async Task AppendAndSealAsync(LogProcess process, string workspaceId)
    {
        await Task.WhenAll(Keys.Select(k => process.AppendAsync(workspaceId, k)));
        await process.SealAsync(workspaceId);
    }

    // The outboxes of other areas deliver their messages again, as they do until one is taken.
    private async Task AfterwardsAsync(string workspaceId)
    {
        var other = new LogProcess(_home, settings: Settings);
        await Task.WhenAll(Keys.Select(k => other.AppendAsync(workspaceId, k)));
        await LogAssert.HoldsExactlyAsync(other, workspaceId, Keys);
    }

    private sealed class DyingSigner(IReceiptSigner inner, int call, bool after) : IReceiptSigner
    {
        private int _calls;

        public Task<SigningKey> CurrentAsync(CancellationToken ct) => inner.CurrentAsync(ct);

        public Task<IReadOnlyList<SigningKey>> AllAsync(CancellationToken ct) => inner.AllAsync(ct);

        public async Task<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> data, CancellationToken ct)
        {
            var dies = Interlocked.Increment(ref _calls) == call;
            if (dies && !after) throw new SimulatedCrashException();
            var signature = await inner.SignAsync(key, data, ct);
            return dies ? throw new SimulatedCrashException() : signature;
        }
    }
}
