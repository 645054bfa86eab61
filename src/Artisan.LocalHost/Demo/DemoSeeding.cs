namespace Artisan.LocalHost.Demo;

/// <summary>Fills a data folder that has no demo workspace yet; a failure is told and does not stop the host.</summary>
internal static class DemoSeeding
{
    public static async Task<DemoLogin?> EnsureAsync(Uri address, string dataFolder, TimeProvider business, ILogger log, CancellationToken ct)
    {
        if (DemoLogin.Read(dataFolder) is { } known) return known;
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
            var login = await new DemoWorkspace(http, business, log).MakeAsync(ct);
            login.Write(dataFolder);
            return login;
        }
        catch (Exception e) when (e is LocalHostException or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            log.LogWarning("The demo workspace was not made: {Why}", e.Message);
            return null;
        }
    }
}
