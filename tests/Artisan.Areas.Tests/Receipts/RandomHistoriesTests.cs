using Artisan.Areas.Receipts.Contracts;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Tests.Receipts;

public sealed class RandomHistoriesTests : IDisposable
{
    private static readonly string[] Kinds = [ReceiptKinds.Calculation, ReceiptKinds.Calculation, ReceiptKinds.Setup, ReceiptKinds.ApprovalSignedOff, ReceiptKinds.GoLiveEnabled];

    private readonly LogHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_history_of_batches_repeats_seals_and_restarts_gives_a_whole_log(int seed)
    {
        var random = new Random(seed);
        var processes = new[] { NewProcess(), NewProcess() };
        var places = new Dictionary<string, ReceiptPlace>();
        for (var step = 0; step < 25; step++)
        {
            var at = random.Next(processes.Length);
            switch (random.Next(10))
            {
                case 0: processes[at] = NewProcess(); break;
                case 1 or 2: await processes[at].SealAsync(_home.WorkspaceId); break;
                default: await AppendAsync(processes[at], random, places); break;
            }
        }

        await LogAssert.HoldsExactlyAsync(processes[0], _home.WorkspaceId, places.Keys);
    }

    private async Task AppendAsync(LogProcess process, Random random, Dictionary<string, ReceiptPlace> places)
    {
        var keys = Enumerable.Range(0, random.Next(1, 70)).Select(_ => $"key:{random.Next(400)}").ToList();
        var answers = await Task.WhenAll(keys.Select(k => process.AppendAsync(_home.WorkspaceId, k, Kinds[k.Length % Kinds.Length])));
        foreach (var (key, answer) in keys.Zip(answers))
        {
            if (places.TryGetValue(key, out var before)) Assert.Equal(before.Index, answer.Index);
            places[key] = answer;
        }
    }

    private LogProcess NewProcess() => new(_home, settings: new Dictionary<string, string?> { ["Receipts:SealAfterMilliseconds"] = "60000" });
}
