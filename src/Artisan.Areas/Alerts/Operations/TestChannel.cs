using System.Text.Json.Nodes;
using Artisan.Areas.Alerts.Contracts;
using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Channels;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Time;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Tells a channel that this is a test, at once, and answers what came of it.</summary>
internal sealed class TestChannel(AlertRows rows, ChannelSenders senders, ChannelKeys keys, ChannelMail mail, AlertWords words, RateLimits limits, IIds ids, SystemClock clock)
{
    private static readonly RateRule Rule = new("alert-channel-tests", 30, TimeSpan.FromHours(1));

    public async Task<Outcome<ChannelResultResponse>> RunAsync(string id, Caller caller, CancellationToken ct)
    {
        var home = rows.Home(caller.WorkspaceId);
        if ((await AlertRows.RulesAsync(home, ct)).Rules.Channels.FirstOrDefault(c => c.Id == id) is not { } channel) return Faults.NotFound;
        if (await limits.TakeAsync(Rule, caller.WorkspaceId, ct) is { } tooMany) return tooMany;
        var message = await words.OfAsync(caller.WorkspaceId, words.Sample(ids.New(AlertKeys.IdPrefix), AlertSeverity.Info), ChannelStep.Test, ids.New("tst"), ct);
        var change = home.Change();
        var result = new ChannelResult(clock.Now, true, "");
        try
        {
            if (senders.Of(channel.Kind) is { } sender) await sender.SendAsync(await keys.OpenAsync(caller.WorkspaceId, channel, ct), message, ct);
            else await mail.AddAsync(change, caller.WorkspaceId, channel, message, ct);
        }
        catch (ChannelException e)
        {
            result = new ChannelResult(clock.Now, false, e.Message);
        }

        await change.Upsert(DeliveryRows.Row(home, id, result))
            .Audit(caller, "alert.channel_tested", "alert-channel", id, after: new JsonObject { ["name"] = channel.Name, ["kind"] = channel.Kind, ["ok"] = result.Ok }).CommitAsync(ct);
        return ChannelResultResponse.Of(result);
    }
}
