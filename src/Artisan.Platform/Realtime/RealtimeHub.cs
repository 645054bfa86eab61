using System.Text.Json;
using Artisan.Azure.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Realtime;

/// <summary>
/// Pushes to clients that look at the app at this moment, through Azure SignalR Service (setting <c>AzureSignalRConnectionString</c>); on a developer's machine its
/// counterpart stands behind the same setting. Without it nothing is pushed, and clients ask by themselves.
/// </summary>
public sealed class RealtimeHub(SignalRServiceClient? client)
{
    private static readonly TimeSpan Opens = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether anything is pushed.</summary>
    public bool IsOn => client is not null;

    /// <summary>Where a client connects as a user, and the token that opens it; a user hears only what is sent to him.</summary>
    public (Uri Url, string AccessToken) Negotiate(string hub, string user) => Client.Negotiate(hub, user, Opens);

    /// <summary>Sends to all connections of a user. Nobody waits long for it: it can only come early, not be the only way.</summary>
    public async Task SendAsync(string hub, string user, string target, JsonElement argument, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await Client.SendToUserAsync(hub, user, target, argument, patience.Token);
    }

    private SignalRServiceClient Client => client ?? throw new InvalidOperationException("Nothing is pushed here.");
}

internal static class RealtimeModule
{
    private const string Setting = "AzureSignalRConnectionString";

    public static void AddRealtime(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(s => new RealtimeHub(configuration[Setting] is { Length: > 0 } text ? new SignalRServiceClient(text, s.GetRequiredService<TimeProvider>()) : null));
}
