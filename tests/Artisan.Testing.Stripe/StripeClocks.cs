using System.Text.Json.Nodes;

namespace Artisan.Testing.Stripe;

/// <summary>
/// Test clocks. This account has one time for everything, so one of them at a time moves it: an advance is answered at once, is on its way when somebody looks first, and done when he looks again.
/// </summary>
internal sealed class StripeClocks(StripeWorld world, Action<DateTimeOffset> advance, Func<string, JsonObject> forget)
{
    private const string Kind = "test_helpers.test_clock";
    private const int MostMonths = 2;
    private const int MostMonthsWithout = 24;

    public JsonObject Create(StripeParameters p)
    {
        if (world.All("customer").Count > 0) throw StripeFault.Invalid("Customers of this account have a time already.", "frozen_time");
        world.Now = At(p);
        return Add(world.NewId("clock"), p.Text("name"));
    }

    /// <summary>Puts a clock there, as somebody did in the dashboard.</summary>
    public JsonObject Add(string id, string? name) => world.Add(new JsonObject
    {
        ["id"] = id,
        ["object"] = Kind,
        ["created"] = world.Seconds,
        ["deletes_after"] = world.Now.AddDays(30).ToUnixTimeSeconds(),
        ["frozen_time"] = world.Seconds,
        ["livemode"] = false,
        ["name"] = name,
        ["status"] = "ready",
        ["status_details"] = new JsonObject(),
    });

    public JsonObject List(StripeParameters p) => StripeWorld.Page("/v1/test_helpers/test_clocks", world.All(Kind), p);

    public JsonObject Find(string id)
    {
        var clock = world.Find(Kind, id);
        if (clock["x_target"] is not { } target) return clock;
        var shown = clock.DeepClone().AsObject();
        advance(DateTimeOffset.FromUnixTimeSeconds(target.Long()));
        (clock["status"], clock["frozen_time"], clock["x_target"]) = ("ready", target.Long(), null);
        world.Emit("test_helpers.test_clock.ready", clock);
        return shown;
    }

    /// <summary>Moves the time forward, by two intervals of a subscription at most.</summary>
    public JsonObject Advance(string id, StripeParameters p)
    {
        var (clock, to) = (world.Find(Kind, id), At(p));
        if ((string?)clock["status"] != "ready") throw StripeFault.Invalid("The clock is advancing.", code: "test_clock_advancing");
        if (to <= world.Now) throw StripeFault.Invalid("The clock can only be advanced.", "frozen_time");
        var runs = world.All("subscription").Any(s => (string?)s["status"] is not ("canceled" or "incomplete_expired"));
        if (to > world.Now.AddMonths(runs ? MostMonths : MostMonthsWithout)) throw StripeFault.Invalid("The clock can be advanced by two intervals of the shortest subscription only.", "frozen_time");
        (clock["status"], clock["x_target"]) = ("advancing", to.ToUnixTimeSeconds());
        return clock;
    }

    /// <summary>Ends a clock, and with it the customers that live by it.</summary>
    public JsonObject Delete(string id)
    {
        var clock = world.Find(Kind, id);
        foreach (var customer in world.All("customer").Where(c => (string?)c["test_clock"] == id).ToList()) forget((string)customer["id"]!);
        world.Remove(clock);
        return new JsonObject { ["id"] = id, ["object"] = Kind, ["deleted"] = true };
    }

    private static DateTimeOffset At(StripeParameters p) => DateTimeOffset.FromUnixTimeSeconds(p.Number("frozen_time") ?? throw StripeFault.Invalid("Missing required param: frozen_time.", "frozen_time", "parameter_missing"));
}
