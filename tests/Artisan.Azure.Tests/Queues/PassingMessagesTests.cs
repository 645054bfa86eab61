using Artisan.Azure.Queues;
using Artisan.Testing;
using Azure;

namespace Artisan.Azure.Tests.Queues;

public sealed class PassingMessagesTests : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _sent = new();
    private readonly QueueServiceClient _service;
    private readonly QueueClient _queue;

    public PassingMessagesTests()
    {
        _service = AzuriteFixture.CreateClients(_sent).Queues;
        _queue = _service.GetQueueClient(AzuriteFixture.NewName("q-"));
    }

    public Task InitializeAsync() => _queue.CreateIfNotExistsAsync();

    public Task DisposeAsync() => _queue.DeleteIfExistsAsync();

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("<xml>&amp;\u0001 \r\n\t 😀 äöü ' \" %")]
    public async Task A_text_arrives_as_it_was_sent(string text)
    {
        var sent = (await _queue.SendMessageAsync(text)).Value;

        var received = Assert.Single((await _queue.ReceiveMessagesAsync()).Value);

        Assert.Equal((sent.MessageId, text, 1), (received.MessageId, received.MessageText, received.DequeueCount));
        Assert.Equal(text, received.Body.ToString());
        Assert.Equal(9999, sent.ExpirationTime.Year);
        await _queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);
        Assert.Equal(0, (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Forty_kibibytes_pass_and_one_byte_more_is_refused_before_it_is_sent()
    {
        await _queue.SendMessageAsync(new string('x', 40 * 1024));
        Assert.Equal(40 * 1024, (await _queue.PeekMessagesAsync()).Value.Single().MessageText.Length);

        _sent.Reset();
        Assert.Contains("40 KiB", (await Assert.ThrowsAsync<ArgumentException>(() => _queue.SendMessageAsync(new string('ä', 20 * 1024) + "x"))).Message, StringComparison.Ordinal);
        Assert.Equal(0, _sent.Calls);
    }

    [Fact]
    public async Task A_message_is_invisible_until_its_delay_has_passed()
    {
        await _queue.SendMessageAsync("much later", TimeSpan.FromDays(7));
        var soon = (await _queue.SendMessageAsync("soon", TimeSpan.FromSeconds(1))).Value;
        Assert.Equal(2, (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);

        QueueMessage[] received = [];
        while (received.Length == 0) received = (await _queue.ReceiveMessagesAsync(32)).Value;

        Assert.Equal("soon", Assert.Single(received).MessageText);
        Assert.Equal(TimeSpan.FromSeconds(1), soon.TimeNextVisible - soon.InsertionTime);
    }

    [Fact]
    public async Task A_message_is_invisible_while_it_is_taken()
    {
        await _queue.SendMessageAsync("taken");
        var taken = Assert.Single((await _queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5))).Value);

        Assert.Empty((await _queue.ReceiveMessagesAsync(32)).Value);
        Assert.Empty((await _queue.PeekMessagesAsync(32)).Value);
        Assert.InRange(taken.NextVisibleOn!.Value - taken.InsertedOn!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task An_update_gives_a_message_back_with_or_without_a_new_text()
    {
        await _queue.SendMessageAsync("first");
        var taken = (await _queue.ReceiveMessagesAsync()).Value.Single();

        await _queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt);
        var again = (await _queue.ReceiveMessagesAsync()).Value.Single();
        Assert.Equal(("first", 2), (again.MessageText, again.DequeueCount));

        var held = again.Update(await _queue.UpdateMessageAsync(again.MessageId, again.PopReceipt, "second", TimeSpan.FromMinutes(1)));
        Assert.Empty((await _queue.ReceiveMessagesAsync()).Value);
        await _queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, "third", TimeSpan.Zero);
        Assert.Equal("third", (await _queue.PeekMessagesAsync()).Value.Single().MessageText);
    }

    [Fact]
    public async Task A_void_receipt_deletes_nothing()
    {
        await _queue.SendMessageAsync("text");
        var taken = (await _queue.ReceiveMessagesAsync(visibilityTimeout: TimeSpan.FromSeconds(1))).Value.Single();
        await _queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => _queue.DeleteMessageAsync(taken.MessageId, taken.PopReceipt));

        Assert.Contains(refused.ErrorCode, (string[])["PopReceiptMismatch", "MessageNotFound"]);
        Assert.Equal(1, (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Up_to_32_messages_are_taken_at_once_and_all_can_be_cleared()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _queue.SendMessageAsync($"{i}")));
        Assert.Equal(32, (await _queue.ReceiveMessagesAsync(32)).Value.Length);
        Assert.Equal(8, (await _queue.ReceiveMessagesAsync(32)).Value.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => _queue.ReceiveMessagesAsync(33));
        await Assert.ThrowsAsync<ArgumentException>(() => _queue.SendMessageAsync("x", TimeSpan.FromDays(8)));

        await _queue.ClearMessagesAsync();
        Assert.Equal(0, (await _queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Queues_are_created_once_listed_by_prefix_and_deleted()
    {
        await _queue.CreateIfNotExistsAsync();
        List<string> names = [];
        await foreach (var queue in _service.GetQueuesAsync(_queue.Name)) names.Add(queue.Name);
        Assert.Equal([_queue.Name], names);

        Assert.True((await _queue.DeleteIfExistsAsync()).Value);
        Assert.False((await _queue.DeleteIfExistsAsync()).Value);
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => _queue.SendMessageAsync("text"));
        Assert.Equal((404, "QueueNotFound"), (missing.Status, missing.ErrorCode));
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("a")]
    [InlineData("-dash")]
    [InlineData("two--dashes")]
    [InlineData("under_score")]
    public void A_queue_name_has_lower_case_letters_digits_and_single_dashes(string name) => Assert.Throws<ArgumentException>(() => _service.GetQueueClient(name));
}
