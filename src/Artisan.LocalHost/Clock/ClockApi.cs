using System.Globalization;
using System.Xml;

namespace Artisan.LocalHost.Clock;

/// <summary>What a caller asks of the clock; exactly one of the four.</summary>
public sealed record SetClockRequest(DateTimeOffset? FreezeAt = null, string? AdvanceBy = null, DateTimeOffset? To = null, bool Reset = false);

/// <summary>Where the clock stands: `offset` is business time minus system time; the last three tell what the move did.</summary>
public sealed record ClockResponse(bool Running, string Offset, DateTimeOffset Now, DateTimeOffset BusinessNow, int Stops = 0, int Runs = 0, bool Drained = true);

/// <summary>The test clock of a developer's machine: only business time moves, never the system's.</summary>
internal static class ClockApi
{
    public static void MapClock(this IEndpointRouteBuilder routes, BusinessClock clock, AdvanceClock advance, CancellationToken stopping)
    {
        routes.MapGet("/dev/clock", () => Where(clock, new ClockMove(0, 0, true)));
        routes.MapPost("/dev/clock", async (SetClockRequest request) =>
        {
            if (Asked(request) != 1) return Problem("Give exactly one of freezeAt, advanceBy, to, reset.");

            // The move goes on when the caller hangs up: a clock that stops half way is worse.
            if (request.Reset) return Results.Json(Where(clock, await advance.ResetAsync(stopping)));
            if (request.FreezeAt is { } freezeAt) return Results.Json(Where(clock, await advance.ToAsync(freezeAt, running: false, stopping)));
            if (request.To is { } to) return Results.Json(Where(clock, await advance.ToAsync(to, clock.Running, stopping)));
            return Duration(request.AdvanceBy!) is { } by && by >= TimeSpan.Zero
                ? Results.Json(Where(clock, await advance.ToAsync(clock.GetUtcNow() + by, clock.Running, stopping)))
                : Problem("advanceBy is a duration such as \"P30D\", \"PT1H\" or \"1.00:00:00\".");
        });
    }

    private static int Asked(SetClockRequest request) =>
        (request.FreezeAt is null ? 0 : 1) + (request.AdvanceBy is null ? 0 : 1) + (request.To is null ? 0 : 1) + (request.Reset ? 1 : 0);

    private static ClockResponse Where(BusinessClock clock, ClockMove move)
    {
        var (now, state) = (clock.SystemClock.GetUtcNow(), clock.State);
        var business = state.FrozenAt ?? now + state.Offset;
        return new ClockResponse(clock.Running, (business - now).ToString("c", CultureInfo.InvariantCulture), now, business, move.Stops, move.Runs, move.Drained);
    }

    private static TimeSpan? Duration(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)) return span;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IResult Problem(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
