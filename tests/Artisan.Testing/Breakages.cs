namespace Artisan.Testing;

/// <summary>Which storage calls of a flow a test breaks, and how.</summary>
public static class Breakages
{
    private const int Most = 20;

    /// <summary>Every fault there is: a flow has to survive each of them at each of its calls.</summary>
    public static IReadOnlyList<Fault> All { get; } = [Fault.ProcessDiesAfter, Fault.AnswerLost, Fault.ProcessDiesBefore, Fault.AnswerReplaced, Fault.NeverSent];

    /// <summary>
    /// The calls of a flow with the faults: every call with every fault where that is not too much, and otherwise calls spread evenly over the whole flow,
    /// the faults taking turns. The whole is as long as <paramref name="runs"/> says where it says so.
    /// </summary>
    public static IReadOnlyList<(int Call, Fault Fault)> Spread(int calls, IReadOnlyList<Fault> faults, int? runs = null)
    {
        var length = runs ?? Math.Min(Most, calls * faults.Count);
        return [.. Enumerable.Range(0, length).Select(run => (1 + (run * calls / length), faults[run % faults.Count]))];
    }
}
