namespace Artisan.Testing;

/// <summary>Which storage calls of a flow a test breaks, and how.</summary>
public static class Breakages
{
    private const int Enough = 20;

    /// <summary>Every fault there is: a flow has to survive each of them at each of its calls.</summary>
    public static IReadOnlyList<Fault> All { get; } = [Fault.ProcessDiesAfter, Fault.AnswerLost, Fault.ProcessDiesBefore, Fault.AnswerReplaced, Fault.NeverSent];

    /// <summary>
    /// The calls of a flow with the faults: each call at least once, the faults taking turns, and those of a short flow with more than one of them.
    /// The whole is as long as <paramref name="runs"/> says where it says so.
    /// </summary>
    public static IReadOnlyList<(int Call, Fault Fault)> Spread(int calls, IReadOnlyList<Fault> faults, int? runs = null)
    {
        var length = runs ?? Math.Max(calls, Math.Min(Enough, calls * faults.Count));
        return [.. Enumerable.Range(0, length).Select(run => (1 + (run * calls / length), faults[run % faults.Count]))];
    }
}
