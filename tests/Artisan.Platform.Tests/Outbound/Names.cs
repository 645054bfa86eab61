using System.Net;
using Artisan.Platform.Outbound;

namespace Artisan.Platform.Tests.Outbound;

/// <summary>A name service that gives one answer after another, the last one for ever.</summary>
internal sealed class Names(params IPAddress[][] answers) : IHostAddresses
{
    private int _asked;

    public int Asked => _asked;

    public Task<IPAddress[]> FindAsync(string host, CancellationToken ct) => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1]);
}
