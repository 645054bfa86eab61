using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Artisan.LocalHost.Realtime;

/// <summary>Which user is in which group of which hub; a user's later connections join as well.</summary>
internal sealed class RealtimeGroups(IHubContext<ServerlessHub> connections)
{
    private readonly ConcurrentDictionary<(string Hub, string User), ConcurrentDictionary<string, byte>> _groups = new();
    private readonly ConcurrentDictionary<string, (string Hub, string? User)> _open = new();

    public static string Everyone(string hub) => $"{hub}|";

    public static string User(string hub, string user) => $"{hub}|u|{user}";

    public static string Group(string hub, string group) => $"{hub}|g|{group}";

    public async Task OpenAsync(string connection, string hub, string? user)
    {
        _open[connection] = (hub, user);
        await connections.Groups.AddToGroupAsync(connection, Everyone(hub));
        if (user is null) return;

        await connections.Groups.AddToGroupAsync(connection, User(hub, user));
        foreach (var group in Of(hub, user).Keys) await connections.Groups.AddToGroupAsync(connection, Group(hub, group));
    }

    public void Close(string connection) => _open.TryRemove(connection, out _);

    public async Task AddAsync(string hub, string group, string user)
    {
        Of(hub, user)[group] = 0;
        foreach (var connection in Connections(hub, user)) await connections.Groups.AddToGroupAsync(connection, Group(hub, group));
    }

    public async Task RemoveAsync(string hub, string group, string user)
    {
        Of(hub, user).TryRemove(group, out _);
        foreach (var connection in Connections(hub, user)) await connections.Groups.RemoveFromGroupAsync(connection, Group(hub, group));
    }

    private ConcurrentDictionary<string, byte> Of(string hub, string user) => _groups.GetOrAdd((hub, user), _ => new());

    private IEnumerable<string> Connections(string hub, string user) => _open.Where(entry => entry.Value == (hub, user)).Select(entry => entry.Key);
}
