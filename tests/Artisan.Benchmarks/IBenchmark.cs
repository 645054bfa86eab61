using Artisan.Benchmarks.Reporting;

namespace Artisan.Benchmarks;

/// <summary>One thing that is measured. It reports figures and never judges them: the machine decides how fast, a ratio within one run says how good.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<ResultTable>> RunAsync(Run run, CancellationToken ct);
}

/// <summary>How large the run is, and where it says what it does.</summary>
internal sealed class Run(bool quick, int? size, TextWriter log)
{
    /// <summary>The size to measure with.</summary>
    public int Of(int full, int quickly) => quick ? quickly : full;

    /// <summary>The size to measure with, where one may be chosen.</summary>
    public int Size(int full, int quickly) => size ?? Of(full, quickly);

    public bool IsQuick => quick;

    public Task SayAsync(string line) => log.WriteLineAsync(line);
}
