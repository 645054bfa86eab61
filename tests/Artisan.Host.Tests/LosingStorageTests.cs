using System.Net;
using Artisan.LocalHost;
using Artisan.Testing.Host;

namespace Artisan.Host.Tests;

public sealed class LosingStorageTests
{
    [Fact]
    public async Task While_storage_is_away_calls_are_answered_503_and_recover_by_themselves()
    {
        var first = await AzuriteProcess.StartAsync(AzuriteOptions.InMemory);
        await using var app = await ArtisanApp.StartAsync(connectionString: first.ConnectionString);
        var user = await app.SignUpAsync();
        var ports = (first.BlobPort, first.QueuePort, first.TablePort);
        await first.DisposeAsync();

        using (var answer = await user.Client.GetAsync(new Uri("/api/auth/me", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Contains("service.unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await app.Client.PostJsonAsync("/api/auth/register", new { name = "B", email = "b@example.com", workspaceName = "B" }, HttpStatusCode.ServiceUnavailable);

        await using var second = await AzuriteProcess.StartAsync(AzuriteOptions.InMemory with { BlobPort = ports.BlobPort, QueuePort = ports.QueuePort, TablePort = ports.TablePort });
        // The new storage is empty, so nobody is signed in; that it answers so, and takes a new user, shows that the app has recovered.
        await user.Client.GetJsonAsync("/api/auth/me", HttpStatusCode.Unauthorized);
        await app.SignUpAsync();
    }
}
