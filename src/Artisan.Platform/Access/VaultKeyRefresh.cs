using Microsoft.Extensions.Hosting;

namespace Artisan.Platform.Access;

/// <summary>Loads the keys before the first request is taken, and looks for new versions in the background from then on.</summary>
internal sealed class VaultKeyRefresh(VaultKeyRing ring, TimeProvider time) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ring.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(VaultKeyRing.RefreshEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await ring.LoadAsync(stoppingToken);
    }
}
