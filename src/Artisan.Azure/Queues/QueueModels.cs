using Azure;

namespace Artisan.Azure.Queues;

/// <summary>A queue of the account.</summary>
public sealed record QueueItem(string Name);

/// <summary>What a queue says of itself; the count is approximate and includes invisible messages.</summary>
public sealed record QueueProperties(int ApproximateMessagesCount);

/// <summary>What was sent: the pop receipt deletes or changes the message without receiving it first.</summary>
public sealed record SendReceipt(string MessageId, string PopReceipt, DateTimeOffset InsertionTime, DateTimeOffset ExpirationTime, DateTimeOffset TimeNextVisible);

/// <summary>The receipt after an update; the one before is void.</summary>
public sealed record UpdateReceipt(string PopReceipt, DateTimeOffset NextVisibleOn);

/// <summary>A received message, invisible to others until NextVisibleOn.</summary>
public sealed record QueueMessage(string MessageId, string PopReceipt, string MessageText, long DequeueCount, DateTimeOffset? NextVisibleOn, DateTimeOffset? InsertedOn, DateTimeOffset? ExpiresOn)
{
    public BinaryData Body => BinaryData.FromString(MessageText);

    /// <summary>The message with the receipt of an update, to delete or update it again.</summary>
    public QueueMessage Update(Response<UpdateReceipt> updated) => this with { PopReceipt = updated.Value.PopReceipt, NextVisibleOn = updated.Value.NextVisibleOn };
}

/// <summary>A message that was looked at without receiving it.</summary>
public sealed record PeekedMessage(string MessageId, string MessageText, long DequeueCount, DateTimeOffset? InsertedOn, DateTimeOffset? ExpiresOn)
{
    public BinaryData Body => BinaryData.FromString(MessageText);
}
