using Microsoft.AspNetCore.SignalR;

namespace Artisan.LocalHost.Realtime;

/// <summary>A hub that clients only listen to, as in serverless mode; what they may hear is decided by their token and by the groups the app puts them in.</summary>
internal sealed class ServerlessHub(RealtimeGroups groups) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        var token = (RealtimeToken)http.Items[RealtimeApi.TokenItem]!;
        await groups.OpenAsync(Context.ConnectionId, http.Request.Query["hub"].ToString(), token.User);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        groups.Close(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
