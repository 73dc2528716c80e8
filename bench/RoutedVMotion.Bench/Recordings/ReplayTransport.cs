using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Recordings;

/// <summary>Answers each method with its recorded replies, one after the other.</summary>
internal sealed class ReplayTransport : ISoapTransport
{
    private readonly Dictionary<string, Queue<RecordedReply>> _replies;
    private readonly bool _isGzip;

    public ReplayTransport(Recording recording)
    {
        _isGzip = recording.IsGzip;
        _replies = recording.Replies.GroupBy(reply => reply.Method).ToDictionary(replies => replies.Key, replies => new Queue<RecordedReply>(replies));
    }

    public Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
    {
        RecordedReply? reply;
        lock (_replies)
        {
            if (!_replies.TryGetValue(request.Method.Replace(".xml", "", StringComparison.Ordinal), out Queue<RecordedReply>? queue) || !queue.TryDequeue(out reply))
                throw new InvalidOperationException($"The recording has no further reply to {request.Method}.");
        }

        return Task.FromResult(new SoapReply { ContentType = "text/xml", IsGzip = _isGzip, Body = reply.Open() });
    }

    public void Dispose()
    {
    }
}
