using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Support.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Areas.Tests.Support;

/// <summary>What a ticket promises and where it stands, without any storage.</summary>
public sealed class TicketRulesTests
{
    private static readonly DateTimeOffset Monday = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(72, null)]
    [InlineData(24, 120)]
    [InlineData(4, 48)]
    [InlineData(1, 8)]
    public void The_plan_fixes_both_targets_when_the_ticket_is_opened(int first, int? resolution)
    {
        var ticket = Open(first, resolution);
        Assert.Equal(Monday.AddHours(first), ticket.FirstAnswer.Due);
        Assert.Equal(resolution is { } hours ? Monday.AddHours(hours) : null, ticket.Resolution?.Due);
        Assert.Equal(Monday.AddHours(first * 0.75), ticket.Next);
    }

    [Fact]
    public void Support_is_warned_before_a_target_and_the_target_is_marked_once_it_is_missed()
    {
        var ticket = Open(4, 48);
        ticket = ticket.At(Monday.AddHours(3));
        Assert.Equal((true, false, Monday.AddHours(4)), (ticket.FirstAnswer.Warned, ticket.FirstAnswer.Missed, ticket.Next));
        ticket = ticket.At(Monday.AddHours(4));
        Assert.Equal((true, Monday.AddHours(36)), (ticket.FirstAnswer.Missed, ticket.Next));
        Assert.True(ticket.Answered(false, Monday.AddHours(5)).FirstAnswer is { Missed: true, MetAt: not null });
        Assert.False(Open(4, 48).Answered(false, Monday.AddHours(4)).FirstAnswer.Missed);
    }

    [Fact]
    public void The_clock_of_the_solution_stands_still_while_support_waits_for_the_customer()
    {
        var waiting = Open(4, 48).Answered(resolves: false, Monday.AddHours(2));
        Assert.Equal((TicketState.WaitingForCustomer, null), (waiting.State, waiting.Next));
        Assert.Same(waiting.Resolution, waiting.At(Monday.AddDays(30)).Resolution);

        var asked = waiting.Asked(Monday.AddHours(26));
        Assert.Equal((TicketState.Open, Monday.AddHours(72)), (asked.State, asked.Resolution!.Due));
        Assert.Equal(Monday.AddHours(60), asked.Next);
        Assert.False(asked.Answered(resolves: true, Monday.AddHours(72)).Resolution!.Missed);
        Assert.True(asked.Answered(resolves: true, Monday.AddHours(73)).Resolution!.Missed);
    }

    [Fact]
    public void What_is_resolved_is_closed_after_a_week_unless_the_customer_writes()
    {
        var resolved = Open(4, 48).Answered(resolves: true, Monday.AddHours(1));
        Assert.Equal(Monday.AddHours(1).AddDays(7), resolved.Next);
        Assert.Equal(TicketState.Resolved, resolved.At(Monday.AddDays(7)).State);
        Assert.Equal((TicketState.Closed, null), (resolved.At(Monday.AddDays(8)).State, resolved.At(Monday.AddDays(8)).Next));

        var again = resolved.Asked(Monday.AddDays(3));
        Assert.Equal((TicketState.Open, Monday.AddDays(5), null), (again.State, again.Resolution!.Due, again.ResolvedAt));
        Assert.NotNull(again.FirstAnswer.MetAt);
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_nothing_is_due_in_the_past_once_it_was_looked_at()
    {
        var steps = Gen.Choose(0, 6).SelectMany(kind => Gen.Choose(0, 6), (kind, hours) => (Kind: kind, Hours: hours)).ListOf(12);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(steps), all =>
        {
            var (ticket, now) = (Open(4, 48), Monday);
            foreach (var (kind, hours) in all)
            {
                now = now.AddHours(hours * 9);
                ticket = kind switch
                {
                    0 when ticket.State is not TicketState.Closed => ticket.Asked(now),
                    1 when ticket.State is not TicketState.Closed => ticket.Answered(false, now),
                    2 when ticket.State is not TicketState.Closed => ticket.Answered(true, now),
                    3 => ticket.Closed(now),
                    4 => ticket.Reopened(now),
                    _ => ticket,
                };
                // The first look warns, the second marks.
                ticket = ticket.At(now).At(now);
                if (ticket.Next <= now) return false;
                if ((ticket.State is TicketState.Closed) != (ticket.ClosedAt is not null)) return false;
                if ((ticket.State is TicketState.WaitingForCustomer) != (ticket.PausedAt is not null)) return false;
                if (!ticket.IsActive && ticket.NextTarget is not null) return false;
            }

            return true;
        }));
    }

    private static Ticket Open(int first, int? resolution) => Ticket.Open("tkt_01kaxamp1e0000000000000000", "Help", TicketPriority.Normal, "usr_01kaxamp1e0000000000000000", "token", new SupportTerms(first, resolution), Monday);
}
