using System.Text;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;

namespace Artisan.Areas.Tests.Support;

/// <summary>What is made of files and mails that strangers send.</summary>
public sealed class ReadingWhatCameTests
{
    [Theory]
    [InlineData("shot.png", "89504E470D0A1A0A00", "image/png")]
    [InlineData("SHOT.PNG", "89504E470D0A1A0A00", "image/png")]
    [InlineData("a.jpeg", "FFD8FFE000", "image/jpeg")]
    [InlineData("a.gif", "474946383961", "image/gif")]
    [InlineData("a.webp", "524946460000000057454250", "image/webp")]
    [InlineData("a.pdf", "255044462D312E37", "application/pdf")]
    [InlineData("a.log", "68690A", "text/plain; charset=utf-8")]
    [InlineData("a.csv", "C3A42C620D0A", "text/plain; charset=utf-8")]
    // The name says one thing, the content another.
    [InlineData("shot.png", "FFD8FFE000", null)]
    [InlineData("page.png", "3C68746D6C3E", null)]
    [InlineData("a.txt", "4D5A9000", null)]
    [InlineData("a.txt", "FF", null)]
    [InlineData("a.pdf", "20255044462D", null)]
    [InlineData("a.webp", "52494646000000005741", null)]
    // Kinds that browsers run or that unfold.
    [InlineData("a.html", "3C68746D6C3E", null)]
    [InlineData("a.svg", "3C737667", null)]
    [InlineData("a.zip", "504B0304", null)]
    [InlineData("a.docx", "504B0304", null)]
    [InlineData("a.txt.exe", "6869", null)]
    [InlineData("a", "6869", null)]
    public void A_file_is_what_its_name_and_its_content_agree_on(string name, string content, string? type) => Assert.Equal(type, AttachmentTypes.Of(name, Convert.FromHexString(content)));

    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\temp\\a.log", "a.log")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt")]
    [InlineData("gnp\u202Etxt.png", "gnptxt.png")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("größe €.csv", "größe €.csv")]
    public void A_name_is_kept_without_what_could_lead_somewhere(string? given, string kept) => Assert.Equal(kept, AttachmentTypes.NameOf(given));

    [Fact]
    public void A_long_name_keeps_its_ending() => Assert.Equal(new string('x', 80) + ".log", AttachmentTypes.NameOf(new string('x', 500) + ".log"));

    [Theory]
    [InlineData("It works.\n\nOn Tue, 2 Mar 2027 at 10:00, Artisan <x@in.example.com> wrote:\n> Please write above this line.\n> Hello", "It works.")]
    [InlineData("It works.\r\n\r\nOn Tue, 2 Mar 2027 at 10:00, Artisan\r\n<x@in.example.com> wrote:\r\n\r\n> Hello\r\n", "It works.")]
    [InlineData("On Tuesday it broke.\nOn Wednesday it did not.", "On Tuesday it broke.\nOn Wednesday it did not.")]
    [InlineData("Ja.\n\nAm 02.03.2027 um 10:00 schrieb Artisan:\n> Hallo", "Ja.")]
    [InlineData("Yes\n-----Original Message-----\nFrom: Artisan", "Yes")]
    [InlineData("Yes\n________________________________\nFrom: Artisan <x@y.z>\nSent: today", "Yes")]
    [InlineData("> What is it?\nA shop.\n> Where?\nHere.\n> more", "> What is it?\nA shop.\n> Where?\nHere.")]
    [InlineData("Thanks\n-- \nAda\nCEO", "Thanks")]
    [InlineData("Please write above this line.\nold", "")]
    [InlineData("> only\n> quoted", "")]
    [InlineData("", "")]
    public void Of_a_mail_only_what_is_new_is_kept(string mail, string kept) => Assert.Equal(kept, ReplyText.Of(mail));

    [Fact]
    public void The_address_of_a_ticket_is_read_back_and_no_other_is()
    {
        var ticket = Ticket.Open("tkt_01kaxamp1e0000000000000000", "Help", TicketPriority.Normal, "usr_01kaxamp1e0000000000000000", MailTokens.Create(), new(4, 48), DateTimeOffset.UnixEpoch);
        var address = MailTokens.Address(ticket, "in.example.com");

        Assert.True(address.IndexOf('@', StringComparison.Ordinal) <= 64);
        Assert.Equal((ticket.Id, ticket.MailToken), MailTokens.Parse(address, "in.example.com"));
        Assert.Equal((ticket.Id, ticket.MailToken), MailTokens.Parse(address.ToUpperInvariant(), "in.example.com"));
        Assert.All(
            ["", "@", "x@in.example.com", address.Replace("in.", "out.", StringComparison.Ordinal), "a." + address, address.Replace('.', '|')],
            other => Assert.Null(MailTokens.Parse(other, "in.example.com")));
        Assert.False(MailTokens.IsOf(ticket, MailTokens.Create()));
    }

    [Fact]
    public void Newer_tickets_and_earlier_targets_come_first_and_messages_in_their_order()
    {
        var (older, newer) = ("tkt_01kaxamp1e0000000000000000", "tkt_01kaxamp1e0000000000000001");
        Assert.True(string.CompareOrdinal(SupportKeys.Ticket(newer), SupportKeys.Ticket(older)) < 0);
        Assert.True(string.CompareOrdinal(SupportKeys.OwnTicket("usr_1", newer), SupportKeys.OwnTicket("usr_1", older)) < 0);
        Assert.True(string.CompareOrdinal(SupportKeys.Message(older, 9), SupportKeys.Message(older, 10)) < 0);
        var soon = SupportKeys.DeskPlace(DateTimeOffset.UnixEpoch, newer);
        Assert.True(string.CompareOrdinal(soon, SupportKeys.DeskPlace(DateTimeOffset.UnixEpoch.AddHours(1), older)) < 0);
        Assert.True(string.CompareOrdinal(SupportKeys.DeskPlace(DateTimeOffset.UnixEpoch.AddYears(100), newer), SupportKeys.DeskPlace(null, older)) < 0);
        Assert.All(new[] { SupportKeys.Ticket(newer), SupportKeys.Messages(newer) }, key => Assert.DoesNotContain("tkt_", key, StringComparison.Ordinal));
    }

    [Fact]
    public void A_queued_mail_is_read_as_it_was_written() => Assert.Equal(
        "abc", System.Text.Json.JsonSerializer.Deserialize(Encoding.UTF8.GetBytes("""{"name":"abc"}"""), SupportDocs.Default.TicketMailReceived)!.Name);
}
