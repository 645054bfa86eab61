namespace Artisan.Areas.Value;

/// <summary>What the area asks of a workspace.</summary>
internal sealed class WorkspaceSettings
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private readonly string _currency = "USD";

    public Task<TimeZoneInfo> TimeZoneAsync(string workspaceId, CancellationToken ct) => Task.FromResult(_zone);

    public Task<string> CurrencyAsync(string workspaceId, CancellationToken ct) => Task.FromResult(_currency);
}
