using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Due;

/// <summary>
/// Says what of a workspace waits for an instant, as its home rows tell. A restore notes all of it in the due index again, because a backup has the index
/// of another moment than the rows.
/// </summary>
public interface IWaitingWork
{
    /// <summary>The kinds of it.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Everything that waits; a note too many does nothing.</summary>
    IAsyncEnumerable<DueWork> ListAsync(string workspaceId, CancellationToken ct);
}

/// <summary>How areas register what waits.</summary>
public static class WaitingWork
{
    /// <summary>Registers what of an area waits for an instant.</summary>
    public static IServiceCollection AddWaitingWork<TWork>(this IServiceCollection services) where TWork : class, IWaitingWork => services.AddSingleton<IWaitingWork, TWork>();
}
