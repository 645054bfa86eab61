using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Support;

/// <summary>How much a member may ask of support in an hour.</summary>
internal sealed class SupportLimits(RateLimits limits, IOptions<SupportOptions> options)
{
    private readonly RateRule _tickets = new("support-tickets", options.Value.TicketsPerMemberPerHour, TimeSpan.FromHours(1));
    private readonly RateRule _messages = new("support-messages", options.Value.MessagesPerMemberPerHour, TimeSpan.FromHours(1));

    /// <summary>Counts a ticket; the fault says when to come back.</summary>
    public Task<Fault?> TakeTicketAsync(string userId, CancellationToken ct) => TakeAsync(_tickets, userId, ct);

    /// <summary>Counts a message.</summary>
    public Task<Fault?> TakeMessageAsync(string userId, CancellationToken ct) => TakeAsync(_messages, userId, ct);

    private async Task<Fault?> TakeAsync(RateRule rule, string userId, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("limits");
        return await limits.TakeAsync(rule, userId, ct);
    }
}
