/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const caracal = $root.caracal = (() => {

    /**
     * Namespace caracal.
     * @exports caracal
     * @namespace
     */
    const caracal = {};

    caracal.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof caracal
         * @namespace
         */
        const v1 = {};

        v1.DeadLetterV1 = (function() {

            /**
             * Properties of a DeadLetterV1.
             * @typedef {Object} caracal.v1.DeadLetterV1.$Properties
             * @property {string|null} [topic] DeadLetterV1 topic
             * @property {number|null} [partition] DeadLetterV1 partition
             * @property {number|null} [offset] DeadLetterV1 offset
             * @property {string|null} [group] DeadLetterV1 group
             * @property {string|null} [key] DeadLetterV1 key
             * @property {Uint8Array|null} [value] DeadLetterV1 value
             * @property {Object.<string,string>|null} [headers] DeadLetterV1 headers
             * @property {string|null} [error] DeadLetterV1 error
             * @property {number|null} [attempts] DeadLetterV1 attempts
             * @property {number|null} [failedAtMs] DeadLetterV1 failedAtMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeadLetterV1.
             * @memberof caracal.v1
             * @interface IDeadLetterV1
             * @augments caracal.v1.DeadLetterV1.$Properties
             * @deprecated Use caracal.v1.DeadLetterV1.$Properties instead.
             */

            /**
             * Shape of a DeadLetterV1.
             * @typedef {caracal.v1.DeadLetterV1.$Properties} caracal.v1.DeadLetterV1.$Shape
             */

            /**
             * Constructs a new DeadLetterV1.
             * @memberof caracal.v1
             * @classdesc Represents a DeadLetterV1.
             * @constructor
             * @param {caracal.v1.DeadLetterV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeadLetterV1 = function (properties) {
this.topic = "";
this.partition = 0;
this.offset = 0;
this.group = "";
this.key = "";
this.error = "";
this.attempts = 0;
this.failedAtMs = 0;
                this.headers = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeadLetterV1 topic.
             * @member {string} topic
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.topic = "";

            /**
             * DeadLetterV1 partition.
             * @member {number} partition
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.partition = 0;

            /**
             * DeadLetterV1 offset.
             * @member {number} offset
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.offset = 0;

            /**
             * DeadLetterV1 group.
             * @member {string} group
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.group = "";

            /**
             * DeadLetterV1 key.
             * @member {string} key
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.key = "";

            /**
             * DeadLetterV1 value.
             * @member {Uint8Array} value
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.value = $util.newBuffer([]);

            /**
             * DeadLetterV1 headers.
             * @member {Object.<string,string>} headers
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.headers = $util.emptyObject;

            /**
             * DeadLetterV1 error.
             * @member {string} error
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.error = "";

            /**
             * DeadLetterV1 attempts.
             * @member {number} attempts
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.attempts = 0;

            /**
             * DeadLetterV1 failedAtMs.
             * @member {number} failedAtMs
             * @memberof caracal.v1.DeadLetterV1
             * @instance
             */
            DeadLetterV1.prototype.failedAtMs = 0;

            /**
             * Creates a new DeadLetterV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.DeadLetterV1
             * @static
             * @param {caracal.v1.DeadLetterV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.DeadLetterV1} DeadLetterV1 instance
             * @type {{
             *   (properties: caracal.v1.DeadLetterV1.$Shape): caracal.v1.DeadLetterV1 & caracal.v1.DeadLetterV1.$Shape;
             *   (properties?: caracal.v1.DeadLetterV1.$Properties): caracal.v1.DeadLetterV1;
             * }}
             */
            DeadLetterV1.create = function(properties) {
                return new DeadLetterV1(properties);
            };

            /**
             * Encodes the specified DeadLetterV1 message. Does not implicitly {@link caracal.v1.DeadLetterV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.DeadLetterV1
             * @static
             * @param {caracal.v1.DeadLetterV1.$Properties} message DeadLetterV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeadLetterV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topic != null && message.topic !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.topic);
                if (message.partition != null && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.offset != null && message.offset !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.offset);
                if (message.group != null && message.group !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.group);
                if (message.key != null && message.key !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.value);
                if (message.headers != null && $Object.hasOwnProperty.call(message, "headers"))
                    for (let keys = $Object.keys(message.headers), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.headers[keys[i]]).ldelim();
                if (message.error != null && message.error !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.error);
                if (message.attempts != null && message.attempts !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.attempts);
                if (message.failedAtMs != null && message.failedAtMs !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.failedAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeadLetterV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.DeadLetterV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.DeadLetterV1 & caracal.v1.DeadLetterV1.$Shape} DeadLetterV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeadLetterV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.DeadLetterV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.topic = value;
                            else
                                delete message.topic;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (message.headers === $util.emptyObject)
                                message.headers = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.headers, key);
                            message.headers[key] = value;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempts = value;
                            else
                                delete message.attempts;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.failedAtMs = value;
                            else
                                delete message.failedAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for DeadLetterV1
             * @function getTypeUrl
             * @memberof caracal.v1.DeadLetterV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DeadLetterV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.DeadLetterV1";
            };

            return DeadLetterV1;
        })();

        v1.DecisionRevisionV1 = (function() {

            /**
             * Properties of a DecisionRevisionV1.
             * @typedef {Object} caracal.v1.DecisionRevisionV1.$Properties
             * @property {caracal.v1.DecisionV1.$Properties|null} [decision] DecisionRevisionV1 decision
             * @property {string|null} [previousOutcome] DecisionRevisionV1 previousOutcome
             * @property {string|null} [cause] DecisionRevisionV1 cause
             * @property {string|null} [causeTransactionId] DecisionRevisionV1 causeTransactionId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DecisionRevisionV1.
             * @memberof caracal.v1
             * @interface IDecisionRevisionV1
             * @augments caracal.v1.DecisionRevisionV1.$Properties
             * @deprecated Use caracal.v1.DecisionRevisionV1.$Properties instead.
             */

            /**
             * Shape of a DecisionRevisionV1.
             * @typedef {{
             *   decision?: caracal.v1.DecisionV1.$Shape|null;
             *   previousOutcome?: string|null;
             *   cause?: string|null;
             *   causeTransactionId?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.DecisionRevisionV1.$Shape
             */

            /**
             * Constructs a new DecisionRevisionV1.
             * @memberof caracal.v1
             * @classdesc Represents a DecisionRevisionV1.
             * @constructor
             * @param {caracal.v1.DecisionRevisionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DecisionRevisionV1 = function (properties) {
this.decision = null;
this.previousOutcome = "";
this.cause = "";
this.causeTransactionId = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DecisionRevisionV1 decision.
             * @member {caracal.v1.DecisionV1.$Properties|null|undefined} decision
             * @memberof caracal.v1.DecisionRevisionV1
             * @instance
             */
            DecisionRevisionV1.prototype.decision = null;

            /**
             * DecisionRevisionV1 previousOutcome.
             * @member {string} previousOutcome
             * @memberof caracal.v1.DecisionRevisionV1
             * @instance
             */
            DecisionRevisionV1.prototype.previousOutcome = "";

            /**
             * DecisionRevisionV1 cause.
             * @member {string} cause
             * @memberof caracal.v1.DecisionRevisionV1
             * @instance
             */
            DecisionRevisionV1.prototype.cause = "";

            /**
             * DecisionRevisionV1 causeTransactionId.
             * @member {string} causeTransactionId
             * @memberof caracal.v1.DecisionRevisionV1
             * @instance
             */
            DecisionRevisionV1.prototype.causeTransactionId = "";

            /**
             * Creates a new DecisionRevisionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.DecisionRevisionV1
             * @static
             * @param {caracal.v1.DecisionRevisionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.DecisionRevisionV1} DecisionRevisionV1 instance
             * @type {{
             *   (properties: caracal.v1.DecisionRevisionV1.$Shape): caracal.v1.DecisionRevisionV1 & caracal.v1.DecisionRevisionV1.$Shape;
             *   (properties?: caracal.v1.DecisionRevisionV1.$Properties): caracal.v1.DecisionRevisionV1;
             * }}
             */
            DecisionRevisionV1.create = function(properties) {
                return new DecisionRevisionV1(properties);
            };

            /**
             * Encodes the specified DecisionRevisionV1 message. Does not implicitly {@link caracal.v1.DecisionRevisionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.DecisionRevisionV1
             * @static
             * @param {caracal.v1.DecisionRevisionV1.$Properties} message DecisionRevisionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecisionRevisionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.caracal.v1.DecisionV1.encode(message.decision, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.previousOutcome != null && message.previousOutcome !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.previousOutcome);
                if (message.cause != null && message.cause !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.cause);
                if (message.causeTransactionId != null && message.causeTransactionId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.causeTransactionId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DecisionRevisionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.DecisionRevisionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionRevisionV1 & caracal.v1.DecisionRevisionV1.$Shape} DecisionRevisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecisionRevisionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.DecisionRevisionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.caracal.v1.DecisionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.previousOutcome = value;
                            else
                                delete message.previousOutcome;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cause = value;
                            else
                                delete message.cause;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.causeTransactionId = value;
                            else
                                delete message.causeTransactionId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for DecisionRevisionV1
             * @function getTypeUrl
             * @memberof caracal.v1.DecisionRevisionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DecisionRevisionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.DecisionRevisionV1";
            };

            return DecisionRevisionV1;
        })();

        v1.DecisionV1 = (function() {

            /**
             * Properties of a DecisionV1.
             * @typedef {Object} caracal.v1.DecisionV1.$Properties
             * @property {string|null} [id] DecisionV1 id
             * @property {caracal.v1.TransactionV1.$Properties|null} [transaction] DecisionV1 transaction
             * @property {string|null} [outcome] DecisionV1 outcome
             * @property {number|null} [score] DecisionV1 score
             * @property {number|null} [probability] DecisionV1 probability
             * @property {string|null} [answeredBy] DecisionV1 answeredBy
             * @property {Array.<caracal.v1.ReasonV1.$Properties>|null} [reasons] DecisionV1 reasons
             * @property {number|null} [policyVersion] DecisionV1 policyVersion
             * @property {string|null} [modelId] DecisionV1 modelId
             * @property {string|null} [modelRole] DecisionV1 modelRole
             * @property {string|null} [challengeId] DecisionV1 challengeId
             * @property {number|null} [challengeExpiresAtMs] DecisionV1 challengeExpiresAtMs
             * @property {number|null} [decidedAtMs] DecisionV1 decidedAtMs
             * @property {string|null} [featureSet] DecisionV1 featureSet
             * @property {Array.<number>|null} [features] DecisionV1 features
             * @property {Array.<caracal.v1.EntitySignalV1.$Properties>|null} [entities] DecisionV1 entities
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [matches] DecisionV1 matches
             * @property {string|null} [traceId] DecisionV1 traceId
             * @property {number|null} [latencyMs] DecisionV1 latencyMs
             * @property {Array.<caracal.v1.ContributionV1.$Properties>|null} [contributions] DecisionV1 contributions
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [shadowMatches] DecisionV1 shadowMatches
             * @property {number|null} [revision] DecisionV1 revision
             * @property {caracal.v1.ExplanationV1.$Properties|null} [explanation] DecisionV1 explanation
             * @property {string|null} [customerMessage] DecisionV1 customerMessage
             * @property {Array.<caracal.v1.ModelAnswerV1.$Properties>|null} [models] DecisionV1 models
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DecisionV1.
             * @memberof caracal.v1
             * @interface IDecisionV1
             * @augments caracal.v1.DecisionV1.$Properties
             * @deprecated Use caracal.v1.DecisionV1.$Properties instead.
             */

            /**
             * Shape of a DecisionV1.
             * @typedef {{
             *   id?: string|null;
             *   transaction?: caracal.v1.TransactionV1.$Shape|null;
             *   outcome?: string|null;
             *   score?: number|null;
             *   probability?: number|null;
             *   answeredBy?: string|null;
             *   reasons?: Array.<caracal.v1.ReasonV1.$Shape>|null;
             *   policyVersion?: number|null;
             *   modelId?: string|null;
             *   modelRole?: string|null;
             *   challengeId?: string|null;
             *   challengeExpiresAtMs?: number|null;
             *   decidedAtMs?: number|null;
             *   featureSet?: string|null;
             *   features?: Array.<number>|null;
             *   entities?: Array.<caracal.v1.EntitySignalV1.$Shape>|null;
             *   matches?: Array.<caracal.v1.PatternMatchV1.$Shape>|null;
             *   traceId?: string|null;
             *   latencyMs?: number|null;
             *   contributions?: Array.<caracal.v1.ContributionV1.$Shape>|null;
             *   shadowMatches?: Array.<caracal.v1.PatternMatchV1.$Shape>|null;
             *   revision?: number|null;
             *   explanation?: caracal.v1.ExplanationV1.$Shape|null;
             *   customerMessage?: string|null;
             *   models?: Array.<caracal.v1.ModelAnswerV1.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.DecisionV1.$Shape
             */

            /**
             * Constructs a new DecisionV1.
             * @memberof caracal.v1
             * @classdesc Represents a DecisionV1.
             * @constructor
             * @param {caracal.v1.DecisionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DecisionV1 = function (properties) {
this.id = "";
this.transaction = null;
this.outcome = "";
this.score = 0;
this.probability = 0;
this.answeredBy = "";
this.policyVersion = 0;
this.modelId = "";
this.modelRole = "";
this.challengeId = "";
this.challengeExpiresAtMs = 0;
this.decidedAtMs = 0;
this.featureSet = "";
this.traceId = "";
this.latencyMs = 0;
this.revision = 0;
this.explanation = null;
this.customerMessage = "";
                this.reasons = [];
                this.features = [];
                this.entities = [];
                this.matches = [];
                this.contributions = [];
                this.shadowMatches = [];
                this.models = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DecisionV1 id.
             * @member {string} id
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.id = "";

            /**
             * DecisionV1 transaction.
             * @member {caracal.v1.TransactionV1.$Properties|null|undefined} transaction
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.transaction = null;

            /**
             * DecisionV1 outcome.
             * @member {string} outcome
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.outcome = "";

            /**
             * DecisionV1 score.
             * @member {number} score
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.score = 0;

            /**
             * DecisionV1 probability.
             * @member {number} probability
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.probability = 0;

            /**
             * DecisionV1 answeredBy.
             * @member {string} answeredBy
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.answeredBy = "";

            /**
             * DecisionV1 reasons.
             * @member {Array.<caracal.v1.ReasonV1.$Properties>} reasons
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.reasons = $util.emptyArray;

            /**
             * DecisionV1 policyVersion.
             * @member {number} policyVersion
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.policyVersion = 0;

            /**
             * DecisionV1 modelId.
             * @member {string} modelId
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.modelId = "";

            /**
             * DecisionV1 modelRole.
             * @member {string} modelRole
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.modelRole = "";

            /**
             * DecisionV1 challengeId.
             * @member {string} challengeId
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.challengeId = "";

            /**
             * DecisionV1 challengeExpiresAtMs.
             * @member {number} challengeExpiresAtMs
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.challengeExpiresAtMs = 0;

            /**
             * DecisionV1 decidedAtMs.
             * @member {number} decidedAtMs
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.decidedAtMs = 0;

            /**
             * DecisionV1 featureSet.
             * @member {string} featureSet
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.featureSet = "";

            /**
             * DecisionV1 features.
             * @member {Array.<number>} features
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.features = $util.emptyArray;

            /**
             * DecisionV1 entities.
             * @member {Array.<caracal.v1.EntitySignalV1.$Properties>} entities
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.entities = $util.emptyArray;

            /**
             * DecisionV1 matches.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} matches
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.matches = $util.emptyArray;

            /**
             * DecisionV1 traceId.
             * @member {string} traceId
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.traceId = "";

            /**
             * DecisionV1 latencyMs.
             * @member {number} latencyMs
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.latencyMs = 0;

            /**
             * DecisionV1 contributions.
             * @member {Array.<caracal.v1.ContributionV1.$Properties>} contributions
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.contributions = $util.emptyArray;

            /**
             * DecisionV1 shadowMatches.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} shadowMatches
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.shadowMatches = $util.emptyArray;

            /**
             * DecisionV1 revision.
             * @member {number} revision
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.revision = 0;

            /**
             * DecisionV1 explanation.
             * @member {caracal.v1.ExplanationV1.$Properties|null|undefined} explanation
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.explanation = null;

            /**
             * DecisionV1 customerMessage.
             * @member {string} customerMessage
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.customerMessage = "";

            /**
             * DecisionV1 models.
             * @member {Array.<caracal.v1.ModelAnswerV1.$Properties>} models
             * @memberof caracal.v1.DecisionV1
             * @instance
             */
            DecisionV1.prototype.models = $util.emptyArray;

            /**
             * Creates a new DecisionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.DecisionV1
             * @static
             * @param {caracal.v1.DecisionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.DecisionV1} DecisionV1 instance
             * @type {{
             *   (properties: caracal.v1.DecisionV1.$Shape): caracal.v1.DecisionV1 & caracal.v1.DecisionV1.$Shape;
             *   (properties?: caracal.v1.DecisionV1.$Properties): caracal.v1.DecisionV1;
             * }}
             */
            DecisionV1.create = function(properties) {
                return new DecisionV1(properties);
            };

            /**
             * Encodes the specified DecisionV1 message. Does not implicitly {@link caracal.v1.DecisionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.DecisionV1
             * @static
             * @param {caracal.v1.DecisionV1.$Properties} message DecisionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecisionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction"))
                    $root.caracal.v1.TransactionV1.encode(message.transaction, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.outcome != null && message.outcome !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.outcome);
                if (message.score != null && message.score !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.score);
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability") && !$Object.is(message.probability, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.probability);
                if (message.answeredBy != null && message.answeredBy !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.answeredBy);
                if (message.reasons != null && message.reasons.length)
                    for (let i = 0; i < message.reasons.length; ++i)
                        $root.caracal.v1.ReasonV1.encode(message.reasons[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.policyVersion != null && message.policyVersion !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.policyVersion);
                if (message.modelId != null && message.modelId !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.modelId);
                if (message.modelRole != null && message.modelRole !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.modelRole);
                if (message.challengeId != null && message.challengeId !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.challengeId);
                if (message.challengeExpiresAtMs != null && message.challengeExpiresAtMs !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).int64(message.challengeExpiresAtMs);
                if (message.decidedAtMs != null && message.decidedAtMs !== 0)
                    writer.uint32(/* id 13, wireType 0 =*/104).int64(message.decidedAtMs);
                if (message.featureSet != null && message.featureSet !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.featureSet);
                if (message.features != null && message.features.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).doubles(message.features);
                if (message.entities != null && message.entities.length)
                    for (let i = 0; i < message.entities.length; ++i)
                        $root.caracal.v1.EntitySignalV1.encode(message.entities[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.matches != null && message.matches.length)
                    for (let i = 0; i < message.matches.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.matches[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.traceId != null && message.traceId !== "")
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.traceId);
                if (message.latencyMs != null && message.latencyMs !== 0)
                    writer.uint32(/* id 19, wireType 0 =*/152).uint32(message.latencyMs);
                if (message.contributions != null && message.contributions.length)
                    for (let i = 0; i < message.contributions.length; ++i)
                        $root.caracal.v1.ContributionV1.encode(message.contributions[i], writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.shadowMatches != null && message.shadowMatches.length)
                    for (let i = 0; i < message.shadowMatches.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.shadowMatches[i], writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.revision != null && message.revision !== 0)
                    writer.uint32(/* id 22, wireType 0 =*/176).uint32(message.revision);
                if (message.explanation != null && $Object.hasOwnProperty.call(message, "explanation"))
                    $root.caracal.v1.ExplanationV1.encode(message.explanation, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
                if (message.customerMessage != null && message.customerMessage !== "")
                    writer.uint32(/* id 24, wireType 2 =*/194).string(message.customerMessage);
                if (message.models != null && message.models.length)
                    for (let i = 0; i < message.models.length; ++i)
                        $root.caracal.v1.ModelAnswerV1.encode(message.models[i], writer.uint32(/* id 30, wireType 2 =*/242).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DecisionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.DecisionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionV1 & caracal.v1.DecisionV1.$Shape} DecisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecisionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.DecisionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.transaction = $root.caracal.v1.TransactionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.transaction);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.score = value;
                            else
                                delete message.score;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.probability = value;
                            else
                                delete message.probability;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.answeredBy = value;
                            else
                                delete message.answeredBy;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.reasons && message.reasons.length))
                                message.reasons = [];
                            message.reasons.push($root.caracal.v1.ReasonV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.policyVersion = value;
                            else
                                delete message.policyVersion;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.modelId = value;
                            else
                                delete message.modelId;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.modelRole = value;
                            else
                                delete message.modelRole;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.challengeId = value;
                            else
                                delete message.challengeId;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.challengeExpiresAtMs = value;
                            else
                                delete message.challengeExpiresAtMs;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.decidedAtMs = value;
                            else
                                delete message.decidedAtMs;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.featureSet = value;
                            else
                                delete message.featureSet;
                            continue;
                        }
                    case 15: {
                            if (wireType === 2) {
                                if (!(message.features && message.features.length))
                                    message.features = [];
                                reader.doubles(message.features);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.features && message.features.length))
                                message.features = [];
                            message.features.push(reader.double());
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entities && message.entities.length))
                                message.entities = [];
                            message.entities.push($root.caracal.v1.EntitySignalV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.matches && message.matches.length))
                                message.matches = [];
                            message.matches.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.traceId = value;
                            else
                                delete message.traceId;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.latencyMs = value;
                            else
                                delete message.latencyMs;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if (!(message.contributions && message.contributions.length))
                                message.contributions = [];
                            message.contributions.push($root.caracal.v1.ContributionV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if (!(message.shadowMatches && message.shadowMatches.length))
                                message.shadowMatches = [];
                            message.shadowMatches.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 22: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.explanation = $root.caracal.v1.ExplanationV1.decode(reader, reader.size(), $undefined, _depth + 1, message.explanation);
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.customerMessage = value;
                            else
                                delete message.customerMessage;
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            if (!(message.models && message.models.length))
                                message.models = [];
                            message.models.push($root.caracal.v1.ModelAnswerV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for DecisionV1
             * @function getTypeUrl
             * @memberof caracal.v1.DecisionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DecisionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.DecisionV1";
            };

            return DecisionV1;
        })();

        v1.ExplanationV1 = (function() {

            /**
             * Properties of an ExplanationV1.
             * @typedef {Object} caracal.v1.ExplanationV1.$Properties
             * @property {string|null} [method] ExplanationV1 method
             * @property {number|null} [base] ExplanationV1 base
             * @property {number|null} [others] ExplanationV1 others
             * @property {number|null} [features] ExplanationV1 features
             * @property {Array.<caracal.v1.GroupContributionV1.$Properties>|null} [groups] ExplanationV1 groups
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExplanationV1.
             * @memberof caracal.v1
             * @interface IExplanationV1
             * @augments caracal.v1.ExplanationV1.$Properties
             * @deprecated Use caracal.v1.ExplanationV1.$Properties instead.
             */

            /**
             * Shape of an ExplanationV1.
             * @typedef {caracal.v1.ExplanationV1.$Properties} caracal.v1.ExplanationV1.$Shape
             */

            /**
             * Constructs a new ExplanationV1.
             * @memberof caracal.v1
             * @classdesc Represents an ExplanationV1.
             * @constructor
             * @param {caracal.v1.ExplanationV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExplanationV1 = function (properties) {
this.method = "";
this.base = 0;
this.others = 0;
this.features = 0;
                this.groups = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExplanationV1 method.
             * @member {string} method
             * @memberof caracal.v1.ExplanationV1
             * @instance
             */
            ExplanationV1.prototype.method = "";

            /**
             * ExplanationV1 base.
             * @member {number} base
             * @memberof caracal.v1.ExplanationV1
             * @instance
             */
            ExplanationV1.prototype.base = 0;

            /**
             * ExplanationV1 others.
             * @member {number} others
             * @memberof caracal.v1.ExplanationV1
             * @instance
             */
            ExplanationV1.prototype.others = 0;

            /**
             * ExplanationV1 features.
             * @member {number} features
             * @memberof caracal.v1.ExplanationV1
             * @instance
             */
            ExplanationV1.prototype.features = 0;

            /**
             * ExplanationV1 groups.
             * @member {Array.<caracal.v1.GroupContributionV1.$Properties>} groups
             * @memberof caracal.v1.ExplanationV1
             * @instance
             */
            ExplanationV1.prototype.groups = $util.emptyArray;

            /**
             * Creates a new ExplanationV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ExplanationV1
             * @static
             * @param {caracal.v1.ExplanationV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ExplanationV1} ExplanationV1 instance
             * @type {{
             *   (properties: caracal.v1.ExplanationV1.$Shape): caracal.v1.ExplanationV1 & caracal.v1.ExplanationV1.$Shape;
             *   (properties?: caracal.v1.ExplanationV1.$Properties): caracal.v1.ExplanationV1;
             * }}
             */
            ExplanationV1.create = function(properties) {
                return new ExplanationV1(properties);
            };

            /**
             * Encodes the specified ExplanationV1 message. Does not implicitly {@link caracal.v1.ExplanationV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ExplanationV1
             * @static
             * @param {caracal.v1.ExplanationV1.$Properties} message ExplanationV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExplanationV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.method != null && message.method !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.method);
                if (message.base != null && $Object.hasOwnProperty.call(message, "base") && !$Object.is(message.base, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.base);
                if (message.others != null && $Object.hasOwnProperty.call(message, "others") && !$Object.is(message.others, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.others);
                if (message.features != null && message.features !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.features);
                if (message.groups != null && message.groups.length)
                    for (let i = 0; i < message.groups.length; ++i)
                        $root.caracal.v1.GroupContributionV1.encode(message.groups[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExplanationV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ExplanationV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ExplanationV1 & caracal.v1.ExplanationV1.$Shape} ExplanationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExplanationV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ExplanationV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.method = value;
                            else
                                delete message.method;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.base = value;
                            else
                                delete message.base;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.others = value;
                            else
                                delete message.others;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.features = value;
                            else
                                delete message.features;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.groups && message.groups.length))
                                message.groups = [];
                            message.groups.push($root.caracal.v1.GroupContributionV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ExplanationV1
             * @function getTypeUrl
             * @memberof caracal.v1.ExplanationV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ExplanationV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ExplanationV1";
            };

            return ExplanationV1;
        })();

        v1.GroupContributionV1 = (function() {

            /**
             * Properties of a GroupContributionV1.
             * @typedef {Object} caracal.v1.GroupContributionV1.$Properties
             * @property {string|null} [group] GroupContributionV1 group
             * @property {number|null} [weight] GroupContributionV1 weight
             * @property {number|null} [features] GroupContributionV1 features
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GroupContributionV1.
             * @memberof caracal.v1
             * @interface IGroupContributionV1
             * @augments caracal.v1.GroupContributionV1.$Properties
             * @deprecated Use caracal.v1.GroupContributionV1.$Properties instead.
             */

            /**
             * Shape of a GroupContributionV1.
             * @typedef {caracal.v1.GroupContributionV1.$Properties} caracal.v1.GroupContributionV1.$Shape
             */

            /**
             * Constructs a new GroupContributionV1.
             * @memberof caracal.v1
             * @classdesc Represents a GroupContributionV1.
             * @constructor
             * @param {caracal.v1.GroupContributionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GroupContributionV1 = function (properties) {
this.group = "";
this.weight = 0;
this.features = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GroupContributionV1 group.
             * @member {string} group
             * @memberof caracal.v1.GroupContributionV1
             * @instance
             */
            GroupContributionV1.prototype.group = "";

            /**
             * GroupContributionV1 weight.
             * @member {number} weight
             * @memberof caracal.v1.GroupContributionV1
             * @instance
             */
            GroupContributionV1.prototype.weight = 0;

            /**
             * GroupContributionV1 features.
             * @member {number} features
             * @memberof caracal.v1.GroupContributionV1
             * @instance
             */
            GroupContributionV1.prototype.features = 0;

            /**
             * Creates a new GroupContributionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.GroupContributionV1
             * @static
             * @param {caracal.v1.GroupContributionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.GroupContributionV1} GroupContributionV1 instance
             * @type {{
             *   (properties: caracal.v1.GroupContributionV1.$Shape): caracal.v1.GroupContributionV1 & caracal.v1.GroupContributionV1.$Shape;
             *   (properties?: caracal.v1.GroupContributionV1.$Properties): caracal.v1.GroupContributionV1;
             * }}
             */
            GroupContributionV1.create = function(properties) {
                return new GroupContributionV1(properties);
            };

            /**
             * Encodes the specified GroupContributionV1 message. Does not implicitly {@link caracal.v1.GroupContributionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.GroupContributionV1
             * @static
             * @param {caracal.v1.GroupContributionV1.$Properties} message GroupContributionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GroupContributionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.group != null && message.group !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.group);
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && !$Object.is(message.weight, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.weight);
                if (message.features != null && message.features !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.features);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GroupContributionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.GroupContributionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.GroupContributionV1 & caracal.v1.GroupContributionV1.$Shape} GroupContributionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GroupContributionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.GroupContributionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.weight = value;
                            else
                                delete message.weight;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.features = value;
                            else
                                delete message.features;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for GroupContributionV1
             * @function getTypeUrl
             * @memberof caracal.v1.GroupContributionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GroupContributionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.GroupContributionV1";
            };

            return GroupContributionV1;
        })();

        v1.ModelAnswerV1 = (function() {

            /**
             * Properties of a ModelAnswerV1.
             * @typedef {Object} caracal.v1.ModelAnswerV1.$Properties
             * @property {string|null} [id] ModelAnswerV1 id
             * @property {string|null} [role] ModelAnswerV1 role
             * @property {number|null} [probability] ModelAnswerV1 probability
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ModelAnswerV1.
             * @memberof caracal.v1
             * @interface IModelAnswerV1
             * @augments caracal.v1.ModelAnswerV1.$Properties
             * @deprecated Use caracal.v1.ModelAnswerV1.$Properties instead.
             */

            /**
             * Shape of a ModelAnswerV1.
             * @typedef {caracal.v1.ModelAnswerV1.$Properties} caracal.v1.ModelAnswerV1.$Shape
             */

            /**
             * Constructs a new ModelAnswerV1.
             * @memberof caracal.v1
             * @classdesc Represents a ModelAnswerV1.
             * @constructor
             * @param {caracal.v1.ModelAnswerV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ModelAnswerV1 = function (properties) {
this.id = "";
this.role = "";
this.probability = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ModelAnswerV1 id.
             * @member {string} id
             * @memberof caracal.v1.ModelAnswerV1
             * @instance
             */
            ModelAnswerV1.prototype.id = "";

            /**
             * ModelAnswerV1 role.
             * @member {string} role
             * @memberof caracal.v1.ModelAnswerV1
             * @instance
             */
            ModelAnswerV1.prototype.role = "";

            /**
             * ModelAnswerV1 probability.
             * @member {number} probability
             * @memberof caracal.v1.ModelAnswerV1
             * @instance
             */
            ModelAnswerV1.prototype.probability = 0;

            /**
             * Creates a new ModelAnswerV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ModelAnswerV1
             * @static
             * @param {caracal.v1.ModelAnswerV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ModelAnswerV1} ModelAnswerV1 instance
             * @type {{
             *   (properties: caracal.v1.ModelAnswerV1.$Shape): caracal.v1.ModelAnswerV1 & caracal.v1.ModelAnswerV1.$Shape;
             *   (properties?: caracal.v1.ModelAnswerV1.$Properties): caracal.v1.ModelAnswerV1;
             * }}
             */
            ModelAnswerV1.create = function(properties) {
                return new ModelAnswerV1(properties);
            };

            /**
             * Encodes the specified ModelAnswerV1 message. Does not implicitly {@link caracal.v1.ModelAnswerV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ModelAnswerV1
             * @static
             * @param {caracal.v1.ModelAnswerV1.$Properties} message ModelAnswerV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ModelAnswerV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.role != null && message.role !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.role);
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability") && !$Object.is(message.probability, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.probability);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ModelAnswerV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ModelAnswerV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ModelAnswerV1 & caracal.v1.ModelAnswerV1.$Shape} ModelAnswerV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ModelAnswerV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ModelAnswerV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.role = value;
                            else
                                delete message.role;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.probability = value;
                            else
                                delete message.probability;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ModelAnswerV1
             * @function getTypeUrl
             * @memberof caracal.v1.ModelAnswerV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ModelAnswerV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ModelAnswerV1";
            };

            return ModelAnswerV1;
        })();

        v1.ReasonV1 = (function() {

            /**
             * Properties of a ReasonV1.
             * @typedef {Object} caracal.v1.ReasonV1.$Properties
             * @property {string|null} [code] ReasonV1 code
             * @property {string|null} [kind] ReasonV1 kind
             * @property {string|null} [text] ReasonV1 text
             * @property {number|null} [weight] ReasonV1 weight
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReasonV1.
             * @memberof caracal.v1
             * @interface IReasonV1
             * @augments caracal.v1.ReasonV1.$Properties
             * @deprecated Use caracal.v1.ReasonV1.$Properties instead.
             */

            /**
             * Shape of a ReasonV1.
             * @typedef {caracal.v1.ReasonV1.$Properties} caracal.v1.ReasonV1.$Shape
             */

            /**
             * Constructs a new ReasonV1.
             * @memberof caracal.v1
             * @classdesc Represents a ReasonV1.
             * @constructor
             * @param {caracal.v1.ReasonV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReasonV1 = function (properties) {
this.code = "";
this.kind = "";
this.text = "";
this.weight = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReasonV1 code.
             * @member {string} code
             * @memberof caracal.v1.ReasonV1
             * @instance
             */
            ReasonV1.prototype.code = "";

            /**
             * ReasonV1 kind.
             * @member {string} kind
             * @memberof caracal.v1.ReasonV1
             * @instance
             */
            ReasonV1.prototype.kind = "";

            /**
             * ReasonV1 text.
             * @member {string} text
             * @memberof caracal.v1.ReasonV1
             * @instance
             */
            ReasonV1.prototype.text = "";

            /**
             * ReasonV1 weight.
             * @member {number} weight
             * @memberof caracal.v1.ReasonV1
             * @instance
             */
            ReasonV1.prototype.weight = 0;

            /**
             * Creates a new ReasonV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ReasonV1
             * @static
             * @param {caracal.v1.ReasonV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ReasonV1} ReasonV1 instance
             * @type {{
             *   (properties: caracal.v1.ReasonV1.$Shape): caracal.v1.ReasonV1 & caracal.v1.ReasonV1.$Shape;
             *   (properties?: caracal.v1.ReasonV1.$Properties): caracal.v1.ReasonV1;
             * }}
             */
            ReasonV1.create = function(properties) {
                return new ReasonV1(properties);
            };

            /**
             * Encodes the specified ReasonV1 message. Does not implicitly {@link caracal.v1.ReasonV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ReasonV1
             * @static
             * @param {caracal.v1.ReasonV1.$Properties} message ReasonV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReasonV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.kind != null && message.kind !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.kind);
                if (message.text != null && message.text !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && !$Object.is(message.weight, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.weight);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReasonV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ReasonV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ReasonV1 & caracal.v1.ReasonV1.$Shape} ReasonV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReasonV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ReasonV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.text = value;
                            else
                                delete message.text;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.weight = value;
                            else
                                delete message.weight;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ReasonV1
             * @function getTypeUrl
             * @memberof caracal.v1.ReasonV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReasonV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ReasonV1";
            };

            return ReasonV1;
        })();

        v1.ContributionV1 = (function() {

            /**
             * Properties of a ContributionV1.
             * @typedef {Object} caracal.v1.ContributionV1.$Properties
             * @property {string|null} [feature] ContributionV1 feature
             * @property {number|null} [value] ContributionV1 value
             * @property {number|null} [weight] ContributionV1 weight
             * @property {string|null} [group] ContributionV1 group
             * @property {number|null} [typical] ContributionV1 typical
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ContributionV1.
             * @memberof caracal.v1
             * @interface IContributionV1
             * @augments caracal.v1.ContributionV1.$Properties
             * @deprecated Use caracal.v1.ContributionV1.$Properties instead.
             */

            /**
             * Shape of a ContributionV1.
             * @typedef {caracal.v1.ContributionV1.$Properties} caracal.v1.ContributionV1.$Shape
             */

            /**
             * Constructs a new ContributionV1.
             * @memberof caracal.v1
             * @classdesc Represents a ContributionV1.
             * @constructor
             * @param {caracal.v1.ContributionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ContributionV1 = function (properties) {
this.feature = "";
this.value = 0;
this.weight = 0;
this.group = "";
this.typical = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ContributionV1 feature.
             * @member {string} feature
             * @memberof caracal.v1.ContributionV1
             * @instance
             */
            ContributionV1.prototype.feature = "";

            /**
             * ContributionV1 value.
             * @member {number} value
             * @memberof caracal.v1.ContributionV1
             * @instance
             */
            ContributionV1.prototype.value = 0;

            /**
             * ContributionV1 weight.
             * @member {number} weight
             * @memberof caracal.v1.ContributionV1
             * @instance
             */
            ContributionV1.prototype.weight = 0;

            /**
             * ContributionV1 group.
             * @member {string} group
             * @memberof caracal.v1.ContributionV1
             * @instance
             */
            ContributionV1.prototype.group = "";

            /**
             * ContributionV1 typical.
             * @member {number} typical
             * @memberof caracal.v1.ContributionV1
             * @instance
             */
            ContributionV1.prototype.typical = 0;

            /**
             * Creates a new ContributionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ContributionV1
             * @static
             * @param {caracal.v1.ContributionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ContributionV1} ContributionV1 instance
             * @type {{
             *   (properties: caracal.v1.ContributionV1.$Shape): caracal.v1.ContributionV1 & caracal.v1.ContributionV1.$Shape;
             *   (properties?: caracal.v1.ContributionV1.$Properties): caracal.v1.ContributionV1;
             * }}
             */
            ContributionV1.create = function(properties) {
                return new ContributionV1(properties);
            };

            /**
             * Encodes the specified ContributionV1 message. Does not implicitly {@link caracal.v1.ContributionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ContributionV1
             * @static
             * @param {caracal.v1.ContributionV1.$Properties} message ContributionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ContributionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.feature != null && message.feature !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.feature);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.value);
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && !$Object.is(message.weight, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.weight);
                if (message.group != null && message.group !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.group);
                if (message.typical != null && $Object.hasOwnProperty.call(message, "typical") && !$Object.is(message.typical, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.typical);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ContributionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ContributionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ContributionV1 & caracal.v1.ContributionV1.$Shape} ContributionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ContributionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ContributionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.feature = value;
                            else
                                delete message.feature;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.weight = value;
                            else
                                delete message.weight;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.typical = value;
                            else
                                delete message.typical;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ContributionV1
             * @function getTypeUrl
             * @memberof caracal.v1.ContributionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ContributionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ContributionV1";
            };

            return ContributionV1;
        })();

        v1.DecisionReplyV1 = (function() {

            /**
             * Properties of a DecisionReplyV1.
             * @typedef {Object} caracal.v1.DecisionReplyV1.$Properties
             * @property {string|null} [transactionId] DecisionReplyV1 transactionId
             * @property {caracal.v1.DecisionV1.$Properties|null} [decision] DecisionReplyV1 decision
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DecisionReplyV1.
             * @memberof caracal.v1
             * @interface IDecisionReplyV1
             * @augments caracal.v1.DecisionReplyV1.$Properties
             * @deprecated Use caracal.v1.DecisionReplyV1.$Properties instead.
             */

            /**
             * Shape of a DecisionReplyV1.
             * @typedef {{
             *   transactionId?: string|null;
             *   decision?: caracal.v1.DecisionV1.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.DecisionReplyV1.$Shape
             */

            /**
             * Constructs a new DecisionReplyV1.
             * @memberof caracal.v1
             * @classdesc Represents a DecisionReplyV1.
             * @constructor
             * @param {caracal.v1.DecisionReplyV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DecisionReplyV1 = function (properties) {
this.transactionId = "";
this.decision = null;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DecisionReplyV1 transactionId.
             * @member {string} transactionId
             * @memberof caracal.v1.DecisionReplyV1
             * @instance
             */
            DecisionReplyV1.prototype.transactionId = "";

            /**
             * DecisionReplyV1 decision.
             * @member {caracal.v1.DecisionV1.$Properties|null|undefined} decision
             * @memberof caracal.v1.DecisionReplyV1
             * @instance
             */
            DecisionReplyV1.prototype.decision = null;

            /**
             * Creates a new DecisionReplyV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.DecisionReplyV1
             * @static
             * @param {caracal.v1.DecisionReplyV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.DecisionReplyV1} DecisionReplyV1 instance
             * @type {{
             *   (properties: caracal.v1.DecisionReplyV1.$Shape): caracal.v1.DecisionReplyV1 & caracal.v1.DecisionReplyV1.$Shape;
             *   (properties?: caracal.v1.DecisionReplyV1.$Properties): caracal.v1.DecisionReplyV1;
             * }}
             */
            DecisionReplyV1.create = function(properties) {
                return new DecisionReplyV1(properties);
            };

            /**
             * Encodes the specified DecisionReplyV1 message. Does not implicitly {@link caracal.v1.DecisionReplyV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.DecisionReplyV1
             * @static
             * @param {caracal.v1.DecisionReplyV1.$Properties} message DecisionReplyV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecisionReplyV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transactionId != null && message.transactionId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.transactionId);
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.caracal.v1.DecisionV1.encode(message.decision, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DecisionReplyV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.DecisionReplyV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionReplyV1 & caracal.v1.DecisionReplyV1.$Shape} DecisionReplyV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecisionReplyV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.DecisionReplyV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.transactionId = value;
                            else
                                delete message.transactionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.caracal.v1.DecisionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for DecisionReplyV1
             * @function getTypeUrl
             * @memberof caracal.v1.DecisionReplyV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DecisionReplyV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.DecisionReplyV1";
            };

            return DecisionReplyV1;
        })();

        v1.TransactionV1 = (function() {

            /**
             * Properties of a TransactionV1.
             * @typedef {Object} caracal.v1.TransactionV1.$Properties
             * @property {string|null} [id] TransactionV1 id
             * @property {string|null} [tenantId] TransactionV1 tenantId
             * @property {string|null} [externalId] TransactionV1 externalId
             * @property {boolean|null} [livemode] TransactionV1 livemode
             * @property {number|null} [occurredAtMs] TransactionV1 occurredAtMs
             * @property {number|null} [receivedAtMs] TransactionV1 receivedAtMs
             * @property {number|null} [amountMinor] TransactionV1 amountMinor
             * @property {string|null} [currency] TransactionV1 currency
             * @property {string|null} [channel] TransactionV1 channel
             * @property {string|null} [outcome] TransactionV1 outcome
             * @property {caracal.v1.AccountV1.$Properties|null} [account] TransactionV1 account
             * @property {caracal.v1.CardV1.$Properties|null} [card] TransactionV1 card
             * @property {caracal.v1.DeviceV1.$Properties|null} [device] TransactionV1 device
             * @property {caracal.v1.MerchantV1.$Properties|null} [merchant] TransactionV1 merchant
             * @property {caracal.v1.LocationV1.$Properties|null} [location] TransactionV1 location
             * @property {Array.<caracal.v1.AttributeV1.$Properties>|null} [attributes] TransactionV1 attributes
             * @property {Array.<caracal.v1.EntityRefV1.$Properties>|null} [declared] TransactionV1 declared
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransactionV1.
             * @memberof caracal.v1
             * @interface ITransactionV1
             * @augments caracal.v1.TransactionV1.$Properties
             * @deprecated Use caracal.v1.TransactionV1.$Properties instead.
             */

            /**
             * Shape of a TransactionV1.
             * @typedef {{
             *   id?: string|null;
             *   tenantId?: string|null;
             *   externalId?: string|null;
             *   livemode?: boolean|null;
             *   occurredAtMs?: number|null;
             *   receivedAtMs?: number|null;
             *   amountMinor?: number|null;
             *   currency?: string|null;
             *   channel?: string|null;
             *   outcome?: string|null;
             *   account?: caracal.v1.AccountV1.$Shape|null;
             *   card?: caracal.v1.CardV1.$Shape|null;
             *   device?: caracal.v1.DeviceV1.$Shape|null;
             *   merchant?: caracal.v1.MerchantV1.$Shape|null;
             *   location?: caracal.v1.LocationV1.$Shape|null;
             *   attributes?: Array.<caracal.v1.AttributeV1.$Shape>|null;
             *   declared?: Array.<caracal.v1.EntityRefV1.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.TransactionV1.$Shape
             */

            /**
             * Constructs a new TransactionV1.
             * @memberof caracal.v1
             * @classdesc Represents a TransactionV1.
             * @constructor
             * @param {caracal.v1.TransactionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransactionV1 = function (properties) {
this.id = "";
this.tenantId = "";
this.externalId = "";
this.livemode = false;
this.occurredAtMs = 0;
this.receivedAtMs = 0;
this.amountMinor = 0;
this.currency = "";
this.channel = "";
this.outcome = "";
this.account = null;
this.card = null;
this.device = null;
this.merchant = null;
this.location = null;
                this.attributes = [];
                this.declared = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransactionV1 id.
             * @member {string} id
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.id = "";

            /**
             * TransactionV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.tenantId = "";

            /**
             * TransactionV1 externalId.
             * @member {string} externalId
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.externalId = "";

            /**
             * TransactionV1 livemode.
             * @member {boolean} livemode
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.livemode = false;

            /**
             * TransactionV1 occurredAtMs.
             * @member {number} occurredAtMs
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.occurredAtMs = 0;

            /**
             * TransactionV1 receivedAtMs.
             * @member {number} receivedAtMs
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.receivedAtMs = 0;

            /**
             * TransactionV1 amountMinor.
             * @member {number} amountMinor
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.amountMinor = 0;

            /**
             * TransactionV1 currency.
             * @member {string} currency
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.currency = "";

            /**
             * TransactionV1 channel.
             * @member {string} channel
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.channel = "";

            /**
             * TransactionV1 outcome.
             * @member {string} outcome
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.outcome = "";

            /**
             * TransactionV1 account.
             * @member {caracal.v1.AccountV1.$Properties|null|undefined} account
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.account = null;

            /**
             * TransactionV1 card.
             * @member {caracal.v1.CardV1.$Properties|null|undefined} card
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.card = null;

            /**
             * TransactionV1 device.
             * @member {caracal.v1.DeviceV1.$Properties|null|undefined} device
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.device = null;

            /**
             * TransactionV1 merchant.
             * @member {caracal.v1.MerchantV1.$Properties|null|undefined} merchant
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.merchant = null;

            /**
             * TransactionV1 location.
             * @member {caracal.v1.LocationV1.$Properties|null|undefined} location
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.location = null;

            /**
             * TransactionV1 attributes.
             * @member {Array.<caracal.v1.AttributeV1.$Properties>} attributes
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.attributes = $util.emptyArray;

            /**
             * TransactionV1 declared.
             * @member {Array.<caracal.v1.EntityRefV1.$Properties>} declared
             * @memberof caracal.v1.TransactionV1
             * @instance
             */
            TransactionV1.prototype.declared = $util.emptyArray;

            /**
             * Creates a new TransactionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.TransactionV1
             * @static
             * @param {caracal.v1.TransactionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.TransactionV1} TransactionV1 instance
             * @type {{
             *   (properties: caracal.v1.TransactionV1.$Shape): caracal.v1.TransactionV1 & caracal.v1.TransactionV1.$Shape;
             *   (properties?: caracal.v1.TransactionV1.$Properties): caracal.v1.TransactionV1;
             * }}
             */
            TransactionV1.create = function(properties) {
                return new TransactionV1(properties);
            };

            /**
             * Encodes the specified TransactionV1 message. Does not implicitly {@link caracal.v1.TransactionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.TransactionV1
             * @static
             * @param {caracal.v1.TransactionV1.$Properties} message TransactionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransactionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.tenantId);
                if (message.externalId != null && message.externalId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.externalId);
                if (message.livemode != null && message.livemode !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.livemode);
                if (message.occurredAtMs != null && message.occurredAtMs !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.occurredAtMs);
                if (message.receivedAtMs != null && message.receivedAtMs !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.receivedAtMs);
                if (message.amountMinor != null && message.amountMinor !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.amountMinor);
                if (message.currency != null && message.currency !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.currency);
                if (message.channel != null && message.channel !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.channel);
                if (message.outcome != null && message.outcome !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.outcome);
                if (message.account != null && $Object.hasOwnProperty.call(message, "account"))
                    $root.caracal.v1.AccountV1.encode(message.account, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.card != null && $Object.hasOwnProperty.call(message, "card"))
                    $root.caracal.v1.CardV1.encode(message.card, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    $root.caracal.v1.DeviceV1.encode(message.device, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.merchant != null && $Object.hasOwnProperty.call(message, "merchant"))
                    $root.caracal.v1.MerchantV1.encode(message.merchant, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.location != null && $Object.hasOwnProperty.call(message, "location"))
                    $root.caracal.v1.LocationV1.encode(message.location, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.attributes != null && message.attributes.length)
                    for (let i = 0; i < message.attributes.length; ++i)
                        $root.caracal.v1.AttributeV1.encode(message.attributes[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.declared != null && message.declared.length)
                    for (let i = 0; i < message.declared.length; ++i)
                        $root.caracal.v1.EntityRefV1.encode(message.declared[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransactionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.TransactionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.TransactionV1 & caracal.v1.TransactionV1.$Shape} TransactionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransactionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.TransactionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.externalId = value;
                            else
                                delete message.externalId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.livemode = value;
                            else
                                delete message.livemode;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.occurredAtMs = value;
                            else
                                delete message.occurredAtMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.receivedAtMs = value;
                            else
                                delete message.receivedAtMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.currency = value;
                            else
                                delete message.currency;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.account = $root.caracal.v1.AccountV1.decode(reader, reader.size(), $undefined, _depth + 1, message.account);
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.card = $root.caracal.v1.CardV1.decode(reader, reader.size(), $undefined, _depth + 1, message.card);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.device = $root.caracal.v1.DeviceV1.decode(reader, reader.size(), $undefined, _depth + 1, message.device);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.merchant = $root.caracal.v1.MerchantV1.decode(reader, reader.size(), $undefined, _depth + 1, message.merchant);
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.location = $root.caracal.v1.LocationV1.decode(reader, reader.size(), $undefined, _depth + 1, message.location);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.attributes && message.attributes.length))
                                message.attributes = [];
                            message.attributes.push($root.caracal.v1.AttributeV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.declared && message.declared.length))
                                message.declared = [];
                            message.declared.push($root.caracal.v1.EntityRefV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for TransactionV1
             * @function getTypeUrl
             * @memberof caracal.v1.TransactionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TransactionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.TransactionV1";
            };

            return TransactionV1;
        })();

        v1.EntityRefV1 = (function() {

            /**
             * Properties of an EntityRefV1.
             * @typedef {Object} caracal.v1.EntityRefV1.$Properties
             * @property {string|null} [entityType] EntityRefV1 entityType
             * @property {string|null} [entityId] EntityRefV1 entityId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EntityRefV1.
             * @memberof caracal.v1
             * @interface IEntityRefV1
             * @augments caracal.v1.EntityRefV1.$Properties
             * @deprecated Use caracal.v1.EntityRefV1.$Properties instead.
             */

            /**
             * Shape of an EntityRefV1.
             * @typedef {caracal.v1.EntityRefV1.$Properties} caracal.v1.EntityRefV1.$Shape
             */

            /**
             * Constructs a new EntityRefV1.
             * @memberof caracal.v1
             * @classdesc Represents an EntityRefV1.
             * @constructor
             * @param {caracal.v1.EntityRefV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EntityRefV1 = function (properties) {
this.entityType = "";
this.entityId = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EntityRefV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.EntityRefV1
             * @instance
             */
            EntityRefV1.prototype.entityType = "";

            /**
             * EntityRefV1 entityId.
             * @member {string} entityId
             * @memberof caracal.v1.EntityRefV1
             * @instance
             */
            EntityRefV1.prototype.entityId = "";

            /**
             * Creates a new EntityRefV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.EntityRefV1
             * @static
             * @param {caracal.v1.EntityRefV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.EntityRefV1} EntityRefV1 instance
             * @type {{
             *   (properties: caracal.v1.EntityRefV1.$Shape): caracal.v1.EntityRefV1 & caracal.v1.EntityRefV1.$Shape;
             *   (properties?: caracal.v1.EntityRefV1.$Properties): caracal.v1.EntityRefV1;
             * }}
             */
            EntityRefV1.create = function(properties) {
                return new EntityRefV1(properties);
            };

            /**
             * Encodes the specified EntityRefV1 message. Does not implicitly {@link caracal.v1.EntityRefV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.EntityRefV1
             * @static
             * @param {caracal.v1.EntityRefV1.$Properties} message EntityRefV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EntityRefV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.entityType);
                if (message.entityId != null && message.entityId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.entityId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EntityRefV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.EntityRefV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.EntityRefV1 & caracal.v1.EntityRefV1.$Shape} EntityRefV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EntityRefV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.EntityRefV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityId = value;
                            else
                                delete message.entityId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EntityRefV1
             * @function getTypeUrl
             * @memberof caracal.v1.EntityRefV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EntityRefV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.EntityRefV1";
            };

            return EntityRefV1;
        })();

        v1.AccountV1 = (function() {

            /**
             * Properties of an AccountV1.
             * @typedef {Object} caracal.v1.AccountV1.$Properties
             * @property {string|null} [id] AccountV1 id
             * @property {number|null} [createdAtMs] AccountV1 createdAtMs
             * @property {string|null} [email] AccountV1 email
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AccountV1.
             * @memberof caracal.v1
             * @interface IAccountV1
             * @augments caracal.v1.AccountV1.$Properties
             * @deprecated Use caracal.v1.AccountV1.$Properties instead.
             */

            /**
             * Shape of an AccountV1.
             * @typedef {caracal.v1.AccountV1.$Properties} caracal.v1.AccountV1.$Shape
             */

            /**
             * Constructs a new AccountV1.
             * @memberof caracal.v1
             * @classdesc Represents an AccountV1.
             * @constructor
             * @param {caracal.v1.AccountV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AccountV1 = function (properties) {
this.id = "";
this.createdAtMs = 0;
this.email = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AccountV1 id.
             * @member {string} id
             * @memberof caracal.v1.AccountV1
             * @instance
             */
            AccountV1.prototype.id = "";

            /**
             * AccountV1 createdAtMs.
             * @member {number} createdAtMs
             * @memberof caracal.v1.AccountV1
             * @instance
             */
            AccountV1.prototype.createdAtMs = 0;

            /**
             * AccountV1 email.
             * @member {string} email
             * @memberof caracal.v1.AccountV1
             * @instance
             */
            AccountV1.prototype.email = "";

            /**
             * Creates a new AccountV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.AccountV1
             * @static
             * @param {caracal.v1.AccountV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.AccountV1} AccountV1 instance
             * @type {{
             *   (properties: caracal.v1.AccountV1.$Shape): caracal.v1.AccountV1 & caracal.v1.AccountV1.$Shape;
             *   (properties?: caracal.v1.AccountV1.$Properties): caracal.v1.AccountV1;
             * }}
             */
            AccountV1.create = function(properties) {
                return new AccountV1(properties);
            };

            /**
             * Encodes the specified AccountV1 message. Does not implicitly {@link caracal.v1.AccountV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.AccountV1
             * @static
             * @param {caracal.v1.AccountV1.$Properties} message AccountV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AccountV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.createdAtMs != null && message.createdAtMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.createdAtMs);
                if (message.email != null && message.email !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.email);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AccountV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.AccountV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.AccountV1 & caracal.v1.AccountV1.$Shape} AccountV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AccountV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.AccountV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdAtMs = value;
                            else
                                delete message.createdAtMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.email = value;
                            else
                                delete message.email;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AccountV1
             * @function getTypeUrl
             * @memberof caracal.v1.AccountV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AccountV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.AccountV1";
            };

            return AccountV1;
        })();

        v1.CardV1 = (function() {

            /**
             * Properties of a CardV1.
             * @typedef {Object} caracal.v1.CardV1.$Properties
             * @property {string|null} [fingerprint] CardV1 fingerprint
             * @property {string|null} [bin] CardV1 bin
             * @property {string|null} [country] CardV1 country
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CardV1.
             * @memberof caracal.v1
             * @interface ICardV1
             * @augments caracal.v1.CardV1.$Properties
             * @deprecated Use caracal.v1.CardV1.$Properties instead.
             */

            /**
             * Shape of a CardV1.
             * @typedef {caracal.v1.CardV1.$Properties} caracal.v1.CardV1.$Shape
             */

            /**
             * Constructs a new CardV1.
             * @memberof caracal.v1
             * @classdesc Represents a CardV1.
             * @constructor
             * @param {caracal.v1.CardV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CardV1 = function (properties) {
this.fingerprint = "";
this.bin = "";
this.country = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CardV1 fingerprint.
             * @member {string} fingerprint
             * @memberof caracal.v1.CardV1
             * @instance
             */
            CardV1.prototype.fingerprint = "";

            /**
             * CardV1 bin.
             * @member {string} bin
             * @memberof caracal.v1.CardV1
             * @instance
             */
            CardV1.prototype.bin = "";

            /**
             * CardV1 country.
             * @member {string} country
             * @memberof caracal.v1.CardV1
             * @instance
             */
            CardV1.prototype.country = "";

            /**
             * Creates a new CardV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.CardV1
             * @static
             * @param {caracal.v1.CardV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.CardV1} CardV1 instance
             * @type {{
             *   (properties: caracal.v1.CardV1.$Shape): caracal.v1.CardV1 & caracal.v1.CardV1.$Shape;
             *   (properties?: caracal.v1.CardV1.$Properties): caracal.v1.CardV1;
             * }}
             */
            CardV1.create = function(properties) {
                return new CardV1(properties);
            };

            /**
             * Encodes the specified CardV1 message. Does not implicitly {@link caracal.v1.CardV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.CardV1
             * @static
             * @param {caracal.v1.CardV1.$Properties} message CardV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CardV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fingerprint != null && message.fingerprint !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.fingerprint);
                if (message.bin != null && message.bin !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.bin);
                if (message.country != null && message.country !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.country);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CardV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.CardV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.CardV1 & caracal.v1.CardV1.$Shape} CardV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CardV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.CardV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.fingerprint = value;
                            else
                                delete message.fingerprint;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bin = value;
                            else
                                delete message.bin;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.country = value;
                            else
                                delete message.country;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for CardV1
             * @function getTypeUrl
             * @memberof caracal.v1.CardV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            CardV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.CardV1";
            };

            return CardV1;
        })();

        v1.DeviceV1 = (function() {

            /**
             * Properties of a DeviceV1.
             * @typedef {Object} caracal.v1.DeviceV1.$Properties
             * @property {string|null} [id] DeviceV1 id
             * @property {string|null} [ip] DeviceV1 ip
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeviceV1.
             * @memberof caracal.v1
             * @interface IDeviceV1
             * @augments caracal.v1.DeviceV1.$Properties
             * @deprecated Use caracal.v1.DeviceV1.$Properties instead.
             */

            /**
             * Shape of a DeviceV1.
             * @typedef {caracal.v1.DeviceV1.$Properties} caracal.v1.DeviceV1.$Shape
             */

            /**
             * Constructs a new DeviceV1.
             * @memberof caracal.v1
             * @classdesc Represents a DeviceV1.
             * @constructor
             * @param {caracal.v1.DeviceV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeviceV1 = function (properties) {
this.id = "";
this.ip = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeviceV1 id.
             * @member {string} id
             * @memberof caracal.v1.DeviceV1
             * @instance
             */
            DeviceV1.prototype.id = "";

            /**
             * DeviceV1 ip.
             * @member {string} ip
             * @memberof caracal.v1.DeviceV1
             * @instance
             */
            DeviceV1.prototype.ip = "";

            /**
             * Creates a new DeviceV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.DeviceV1
             * @static
             * @param {caracal.v1.DeviceV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.DeviceV1} DeviceV1 instance
             * @type {{
             *   (properties: caracal.v1.DeviceV1.$Shape): caracal.v1.DeviceV1 & caracal.v1.DeviceV1.$Shape;
             *   (properties?: caracal.v1.DeviceV1.$Properties): caracal.v1.DeviceV1;
             * }}
             */
            DeviceV1.create = function(properties) {
                return new DeviceV1(properties);
            };

            /**
             * Encodes the specified DeviceV1 message. Does not implicitly {@link caracal.v1.DeviceV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.DeviceV1
             * @static
             * @param {caracal.v1.DeviceV1.$Properties} message DeviceV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeviceV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.ip != null && message.ip !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.ip);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeviceV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.DeviceV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.DeviceV1 & caracal.v1.DeviceV1.$Shape} DeviceV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeviceV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.DeviceV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ip = value;
                            else
                                delete message.ip;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for DeviceV1
             * @function getTypeUrl
             * @memberof caracal.v1.DeviceV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DeviceV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.DeviceV1";
            };

            return DeviceV1;
        })();

        v1.MerchantV1 = (function() {

            /**
             * Properties of a MerchantV1.
             * @typedef {Object} caracal.v1.MerchantV1.$Properties
             * @property {string|null} [id] MerchantV1 id
             * @property {string|null} [mcc] MerchantV1 mcc
             * @property {string|null} [country] MerchantV1 country
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MerchantV1.
             * @memberof caracal.v1
             * @interface IMerchantV1
             * @augments caracal.v1.MerchantV1.$Properties
             * @deprecated Use caracal.v1.MerchantV1.$Properties instead.
             */

            /**
             * Shape of a MerchantV1.
             * @typedef {caracal.v1.MerchantV1.$Properties} caracal.v1.MerchantV1.$Shape
             */

            /**
             * Constructs a new MerchantV1.
             * @memberof caracal.v1
             * @classdesc Represents a MerchantV1.
             * @constructor
             * @param {caracal.v1.MerchantV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MerchantV1 = function (properties) {
this.id = "";
this.mcc = "";
this.country = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MerchantV1 id.
             * @member {string} id
             * @memberof caracal.v1.MerchantV1
             * @instance
             */
            MerchantV1.prototype.id = "";

            /**
             * MerchantV1 mcc.
             * @member {string} mcc
             * @memberof caracal.v1.MerchantV1
             * @instance
             */
            MerchantV1.prototype.mcc = "";

            /**
             * MerchantV1 country.
             * @member {string} country
             * @memberof caracal.v1.MerchantV1
             * @instance
             */
            MerchantV1.prototype.country = "";

            /**
             * Creates a new MerchantV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.MerchantV1
             * @static
             * @param {caracal.v1.MerchantV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.MerchantV1} MerchantV1 instance
             * @type {{
             *   (properties: caracal.v1.MerchantV1.$Shape): caracal.v1.MerchantV1 & caracal.v1.MerchantV1.$Shape;
             *   (properties?: caracal.v1.MerchantV1.$Properties): caracal.v1.MerchantV1;
             * }}
             */
            MerchantV1.create = function(properties) {
                return new MerchantV1(properties);
            };

            /**
             * Encodes the specified MerchantV1 message. Does not implicitly {@link caracal.v1.MerchantV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.MerchantV1
             * @static
             * @param {caracal.v1.MerchantV1.$Properties} message MerchantV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MerchantV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.mcc != null && message.mcc !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.mcc);
                if (message.country != null && message.country !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.country);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MerchantV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.MerchantV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.MerchantV1 & caracal.v1.MerchantV1.$Shape} MerchantV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MerchantV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.MerchantV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mcc = value;
                            else
                                delete message.mcc;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.country = value;
                            else
                                delete message.country;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for MerchantV1
             * @function getTypeUrl
             * @memberof caracal.v1.MerchantV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MerchantV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.MerchantV1";
            };

            return MerchantV1;
        })();

        v1.LocationV1 = (function() {

            /**
             * Properties of a LocationV1.
             * @typedef {Object} caracal.v1.LocationV1.$Properties
             * @property {number|null} [lat] LocationV1 lat
             * @property {number|null} [lon] LocationV1 lon
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LocationV1.
             * @memberof caracal.v1
             * @interface ILocationV1
             * @augments caracal.v1.LocationV1.$Properties
             * @deprecated Use caracal.v1.LocationV1.$Properties instead.
             */

            /**
             * Shape of a LocationV1.
             * @typedef {caracal.v1.LocationV1.$Properties} caracal.v1.LocationV1.$Shape
             */

            /**
             * Constructs a new LocationV1.
             * @memberof caracal.v1
             * @classdesc Represents a LocationV1.
             * @constructor
             * @param {caracal.v1.LocationV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LocationV1 = function (properties) {
this.lat = 0;
this.lon = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LocationV1 lat.
             * @member {number} lat
             * @memberof caracal.v1.LocationV1
             * @instance
             */
            LocationV1.prototype.lat = 0;

            /**
             * LocationV1 lon.
             * @member {number} lon
             * @memberof caracal.v1.LocationV1
             * @instance
             */
            LocationV1.prototype.lon = 0;

            /**
             * Creates a new LocationV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.LocationV1
             * @static
             * @param {caracal.v1.LocationV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.LocationV1} LocationV1 instance
             * @type {{
             *   (properties: caracal.v1.LocationV1.$Shape): caracal.v1.LocationV1 & caracal.v1.LocationV1.$Shape;
             *   (properties?: caracal.v1.LocationV1.$Properties): caracal.v1.LocationV1;
             * }}
             */
            LocationV1.create = function(properties) {
                return new LocationV1(properties);
            };

            /**
             * Encodes the specified LocationV1 message. Does not implicitly {@link caracal.v1.LocationV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.LocationV1
             * @static
             * @param {caracal.v1.LocationV1.$Properties} message LocationV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LocationV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.lat != null && $Object.hasOwnProperty.call(message, "lat") && !$Object.is(message.lat, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.lat);
                if (message.lon != null && $Object.hasOwnProperty.call(message, "lon") && !$Object.is(message.lon, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.lon);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LocationV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.LocationV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.LocationV1 & caracal.v1.LocationV1.$Shape} LocationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LocationV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.LocationV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lat = value;
                            else
                                delete message.lat;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lon = value;
                            else
                                delete message.lon;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LocationV1
             * @function getTypeUrl
             * @memberof caracal.v1.LocationV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LocationV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.LocationV1";
            };

            return LocationV1;
        })();

        v1.AttributeV1 = (function() {

            /**
             * Properties of an AttributeV1.
             * @typedef {Object} caracal.v1.AttributeV1.$Properties
             * @property {string|null} [name] AttributeV1 name
             * @property {string|null} [text] AttributeV1 text
             * @property {number|null} [number] AttributeV1 number
             * @property {boolean|null} [flag] AttributeV1 flag
             * @property {"text"|"number"|"flag"} [value] AttributeV1 value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AttributeV1.
             * @memberof caracal.v1
             * @interface IAttributeV1
             * @augments caracal.v1.AttributeV1.$Properties
             * @deprecated Use caracal.v1.AttributeV1.$Properties instead.
             */

            /**
             * Narrowed shape of an AttributeV1.
             * @typedef {{
             *   name?: string|null;
             *   text?: string|null;
             *   number?: number|null;
             *   flag?: boolean|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ value?: undefined; text?: null; number?: null; flag?: null }|{ value?: "text"; text: string; number?: null; flag?: null }|{ value?: "number"; text?: null; number: number; flag?: null }|{ value?: "flag"; text?: null; number?: null; flag: boolean })
             * )} caracal.v1.AttributeV1.$Shape
             */

            /**
             * Constructs a new AttributeV1.
             * @memberof caracal.v1
             * @classdesc Represents an AttributeV1.
             * @constructor
             * @param {caracal.v1.AttributeV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AttributeV1 = function (properties) {
this.name = "";
this.text = null;
this.number = null;
this.flag = null;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AttributeV1 name.
             * @member {string} name
             * @memberof caracal.v1.AttributeV1
             * @instance
             */
            AttributeV1.prototype.name = "";

            /**
             * AttributeV1 text.
             * @member {string|null|undefined} text
             * @memberof caracal.v1.AttributeV1
             * @instance
             */
            AttributeV1.prototype.text = null;

            /**
             * AttributeV1 number.
             * @member {number|null|undefined} number
             * @memberof caracal.v1.AttributeV1
             * @instance
             */
            AttributeV1.prototype.number = null;

            /**
             * AttributeV1 flag.
             * @member {boolean|null|undefined} flag
             * @memberof caracal.v1.AttributeV1
             * @instance
             */
            AttributeV1.prototype.flag = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * AttributeV1 value.
             * @member {"text"|"number"|"flag"|undefined} value
             * @memberof caracal.v1.AttributeV1
             * @instance
             */
            $Object.defineProperty(AttributeV1.prototype, "value", {
                get: $util.oneOfGetter($oneOfFields = ["text", "number", "flag"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new AttributeV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.AttributeV1
             * @static
             * @param {caracal.v1.AttributeV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.AttributeV1} AttributeV1 instance
             * @type {{
             *   (properties: caracal.v1.AttributeV1.$Shape): caracal.v1.AttributeV1 & caracal.v1.AttributeV1.$Shape;
             *   (properties?: caracal.v1.AttributeV1.$Properties): caracal.v1.AttributeV1;
             * }}
             */
            AttributeV1.create = function(properties) {
                return new AttributeV1(properties);
            };

            /**
             * Encodes the specified AttributeV1 message. Does not implicitly {@link caracal.v1.AttributeV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.AttributeV1
             * @static
             * @param {caracal.v1.AttributeV1.$Properties} message AttributeV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AttributeV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.number);
                if (message.flag != null && $Object.hasOwnProperty.call(message, "flag"))
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.flag);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AttributeV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.AttributeV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.AttributeV1 & caracal.v1.AttributeV1.$Shape} AttributeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AttributeV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.AttributeV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.text = reader.stringVerify();
                            message.value = "text";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            message.number = reader.double();
                            message.value = "number";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.flag = reader.bool();
                            message.value = "flag";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AttributeV1
             * @function getTypeUrl
             * @memberof caracal.v1.AttributeV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AttributeV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.AttributeV1";
            };

            return AttributeV1;
        })();

        v1.ReplyToV1 = (function() {

            /**
             * Properties of a ReplyToV1.
             * @typedef {Object} caracal.v1.ReplyToV1.$Properties
             * @property {number|null} [partition] ReplyToV1 partition
             * @property {number|null} [deadlineAtMs] ReplyToV1 deadlineAtMs
             * @property {boolean|null} [awaited] ReplyToV1 awaited
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReplyToV1.
             * @memberof caracal.v1
             * @interface IReplyToV1
             * @augments caracal.v1.ReplyToV1.$Properties
             * @deprecated Use caracal.v1.ReplyToV1.$Properties instead.
             */

            /**
             * Shape of a ReplyToV1.
             * @typedef {caracal.v1.ReplyToV1.$Properties} caracal.v1.ReplyToV1.$Shape
             */

            /**
             * Constructs a new ReplyToV1.
             * @memberof caracal.v1
             * @classdesc Represents a ReplyToV1.
             * @constructor
             * @param {caracal.v1.ReplyToV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReplyToV1 = function (properties) {
this.partition = 0;
this.deadlineAtMs = 0;
this.awaited = false;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReplyToV1 partition.
             * @member {number} partition
             * @memberof caracal.v1.ReplyToV1
             * @instance
             */
            ReplyToV1.prototype.partition = 0;

            /**
             * ReplyToV1 deadlineAtMs.
             * @member {number} deadlineAtMs
             * @memberof caracal.v1.ReplyToV1
             * @instance
             */
            ReplyToV1.prototype.deadlineAtMs = 0;

            /**
             * ReplyToV1 awaited.
             * @member {boolean} awaited
             * @memberof caracal.v1.ReplyToV1
             * @instance
             */
            ReplyToV1.prototype.awaited = false;

            /**
             * Creates a new ReplyToV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ReplyToV1
             * @static
             * @param {caracal.v1.ReplyToV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ReplyToV1} ReplyToV1 instance
             * @type {{
             *   (properties: caracal.v1.ReplyToV1.$Shape): caracal.v1.ReplyToV1 & caracal.v1.ReplyToV1.$Shape;
             *   (properties?: caracal.v1.ReplyToV1.$Properties): caracal.v1.ReplyToV1;
             * }}
             */
            ReplyToV1.create = function(properties) {
                return new ReplyToV1(properties);
            };

            /**
             * Encodes the specified ReplyToV1 message. Does not implicitly {@link caracal.v1.ReplyToV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ReplyToV1
             * @static
             * @param {caracal.v1.ReplyToV1.$Properties} message ReplyToV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReplyToV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && message.partition !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.partition);
                if (message.deadlineAtMs != null && message.deadlineAtMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.deadlineAtMs);
                if (message.awaited != null && message.awaited !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.awaited);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReplyToV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ReplyToV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ReplyToV1 & caracal.v1.ReplyToV1.$Shape} ReplyToV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReplyToV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ReplyToV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.deadlineAtMs = value;
                            else
                                delete message.deadlineAtMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.awaited = value;
                            else
                                delete message.awaited;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ReplyToV1
             * @function getTypeUrl
             * @memberof caracal.v1.ReplyToV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReplyToV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ReplyToV1";
            };

            return ReplyToV1;
        })();

        v1.TransactionAcceptedV1 = (function() {

            /**
             * Properties of a TransactionAcceptedV1.
             * @typedef {Object} caracal.v1.TransactionAcceptedV1.$Properties
             * @property {caracal.v1.TransactionV1.$Properties|null} [transaction] TransactionAcceptedV1 transaction
             * @property {caracal.v1.ReplyToV1.$Properties|null} [replyTo] TransactionAcceptedV1 replyTo
             * @property {Array.<number>|null} [partitions] TransactionAcceptedV1 partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransactionAcceptedV1.
             * @memberof caracal.v1
             * @interface ITransactionAcceptedV1
             * @augments caracal.v1.TransactionAcceptedV1.$Properties
             * @deprecated Use caracal.v1.TransactionAcceptedV1.$Properties instead.
             */

            /**
             * Shape of a TransactionAcceptedV1.
             * @typedef {{
             *   transaction?: caracal.v1.TransactionV1.$Shape|null;
             *   replyTo?: caracal.v1.ReplyToV1.$Shape|null;
             *   partitions?: Array.<number>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.TransactionAcceptedV1.$Shape
             */

            /**
             * Constructs a new TransactionAcceptedV1.
             * @memberof caracal.v1
             * @classdesc Represents a TransactionAcceptedV1.
             * @constructor
             * @param {caracal.v1.TransactionAcceptedV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransactionAcceptedV1 = function (properties) {
this.transaction = null;
this.replyTo = null;
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransactionAcceptedV1 transaction.
             * @member {caracal.v1.TransactionV1.$Properties|null|undefined} transaction
             * @memberof caracal.v1.TransactionAcceptedV1
             * @instance
             */
            TransactionAcceptedV1.prototype.transaction = null;

            /**
             * TransactionAcceptedV1 replyTo.
             * @member {caracal.v1.ReplyToV1.$Properties|null|undefined} replyTo
             * @memberof caracal.v1.TransactionAcceptedV1
             * @instance
             */
            TransactionAcceptedV1.prototype.replyTo = null;

            /**
             * TransactionAcceptedV1 partitions.
             * @member {Array.<number>} partitions
             * @memberof caracal.v1.TransactionAcceptedV1
             * @instance
             */
            TransactionAcceptedV1.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new TransactionAcceptedV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.TransactionAcceptedV1
             * @static
             * @param {caracal.v1.TransactionAcceptedV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.TransactionAcceptedV1} TransactionAcceptedV1 instance
             * @type {{
             *   (properties: caracal.v1.TransactionAcceptedV1.$Shape): caracal.v1.TransactionAcceptedV1 & caracal.v1.TransactionAcceptedV1.$Shape;
             *   (properties?: caracal.v1.TransactionAcceptedV1.$Properties): caracal.v1.TransactionAcceptedV1;
             * }}
             */
            TransactionAcceptedV1.create = function(properties) {
                return new TransactionAcceptedV1(properties);
            };

            /**
             * Encodes the specified TransactionAcceptedV1 message. Does not implicitly {@link caracal.v1.TransactionAcceptedV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.TransactionAcceptedV1
             * @static
             * @param {caracal.v1.TransactionAcceptedV1.$Properties} message TransactionAcceptedV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransactionAcceptedV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction"))
                    $root.caracal.v1.TransactionV1.encode(message.transaction, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.replyTo != null && $Object.hasOwnProperty.call(message, "replyTo"))
                    $root.caracal.v1.ReplyToV1.encode(message.replyTo, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.partitions != null && message.partitions.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.partitions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransactionAcceptedV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.TransactionAcceptedV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.TransactionAcceptedV1 & caracal.v1.TransactionAcceptedV1.$Shape} TransactionAcceptedV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransactionAcceptedV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.TransactionAcceptedV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.transaction = $root.caracal.v1.TransactionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.transaction);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.replyTo = $root.caracal.v1.ReplyToV1.decode(reader, reader.size(), $undefined, _depth + 1, message.replyTo);
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.partitions && message.partitions.length))
                                    message.partitions = [];
                                reader.uint32s(message.partitions);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for TransactionAcceptedV1
             * @function getTypeUrl
             * @memberof caracal.v1.TransactionAcceptedV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TransactionAcceptedV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.TransactionAcceptedV1";
            };

            return TransactionAcceptedV1;
        })();

        v1.SignalV1 = (function() {

            /**
             * Properties of a SignalV1.
             * @typedef {Object} caracal.v1.SignalV1.$Properties
             * @property {caracal.v1.TransactionV1.$Properties|null} [transaction] SignalV1 transaction
             * @property {caracal.v1.ReplyToV1.$Properties|null} [replyTo] SignalV1 replyTo
             * @property {Array.<number>|null} [partitions] SignalV1 partitions
             * @property {number|null} [partition] SignalV1 partition
             * @property {string|null} [featureSet] SignalV1 featureSet
             * @property {Array.<caracal.v1.EntitySignalV1.$Properties>|null} [entities] SignalV1 entities
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [matches] SignalV1 matches
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [shadowMatches] SignalV1 shadowMatches
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SignalV1.
             * @memberof caracal.v1
             * @interface ISignalV1
             * @augments caracal.v1.SignalV1.$Properties
             * @deprecated Use caracal.v1.SignalV1.$Properties instead.
             */

            /**
             * Shape of a SignalV1.
             * @typedef {{
             *   transaction?: caracal.v1.TransactionV1.$Shape|null;
             *   replyTo?: caracal.v1.ReplyToV1.$Shape|null;
             *   partitions?: Array.<number>|null;
             *   partition?: number|null;
             *   featureSet?: string|null;
             *   entities?: Array.<caracal.v1.EntitySignalV1.$Shape>|null;
             *   matches?: Array.<caracal.v1.PatternMatchV1.$Shape>|null;
             *   shadowMatches?: Array.<caracal.v1.PatternMatchV1.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.SignalV1.$Shape
             */

            /**
             * Constructs a new SignalV1.
             * @memberof caracal.v1
             * @classdesc Represents a SignalV1.
             * @constructor
             * @param {caracal.v1.SignalV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SignalV1 = function (properties) {
this.transaction = null;
this.replyTo = null;
this.partition = 0;
this.featureSet = "";
                this.partitions = [];
                this.entities = [];
                this.matches = [];
                this.shadowMatches = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SignalV1 transaction.
             * @member {caracal.v1.TransactionV1.$Properties|null|undefined} transaction
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.transaction = null;

            /**
             * SignalV1 replyTo.
             * @member {caracal.v1.ReplyToV1.$Properties|null|undefined} replyTo
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.replyTo = null;

            /**
             * SignalV1 partitions.
             * @member {Array.<number>} partitions
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.partitions = $util.emptyArray;

            /**
             * SignalV1 partition.
             * @member {number} partition
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.partition = 0;

            /**
             * SignalV1 featureSet.
             * @member {string} featureSet
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.featureSet = "";

            /**
             * SignalV1 entities.
             * @member {Array.<caracal.v1.EntitySignalV1.$Properties>} entities
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.entities = $util.emptyArray;

            /**
             * SignalV1 matches.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} matches
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.matches = $util.emptyArray;

            /**
             * SignalV1 shadowMatches.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} shadowMatches
             * @memberof caracal.v1.SignalV1
             * @instance
             */
            SignalV1.prototype.shadowMatches = $util.emptyArray;

            /**
             * Creates a new SignalV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.SignalV1
             * @static
             * @param {caracal.v1.SignalV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.SignalV1} SignalV1 instance
             * @type {{
             *   (properties: caracal.v1.SignalV1.$Shape): caracal.v1.SignalV1 & caracal.v1.SignalV1.$Shape;
             *   (properties?: caracal.v1.SignalV1.$Properties): caracal.v1.SignalV1;
             * }}
             */
            SignalV1.create = function(properties) {
                return new SignalV1(properties);
            };

            /**
             * Encodes the specified SignalV1 message. Does not implicitly {@link caracal.v1.SignalV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.SignalV1
             * @static
             * @param {caracal.v1.SignalV1.$Properties} message SignalV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SignalV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction"))
                    $root.caracal.v1.TransactionV1.encode(message.transaction, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.replyTo != null && $Object.hasOwnProperty.call(message, "replyTo"))
                    $root.caracal.v1.ReplyToV1.encode(message.replyTo, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.partitions != null && message.partitions.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.partitions);
                if (message.partition != null && message.partition !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.partition);
                if (message.featureSet != null && message.featureSet !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.featureSet);
                if (message.entities != null && message.entities.length)
                    for (let i = 0; i < message.entities.length; ++i)
                        $root.caracal.v1.EntitySignalV1.encode(message.entities[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.matches != null && message.matches.length)
                    for (let i = 0; i < message.matches.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.matches[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.shadowMatches != null && message.shadowMatches.length)
                    for (let i = 0; i < message.shadowMatches.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.shadowMatches[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SignalV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.SignalV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.SignalV1 & caracal.v1.SignalV1.$Shape} SignalV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SignalV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.SignalV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.transaction = $root.caracal.v1.TransactionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.transaction);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.replyTo = $root.caracal.v1.ReplyToV1.decode(reader, reader.size(), $undefined, _depth + 1, message.replyTo);
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.partitions && message.partitions.length))
                                    message.partitions = [];
                                reader.uint32s(message.partitions);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.featureSet = value;
                            else
                                delete message.featureSet;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entities && message.entities.length))
                                message.entities = [];
                            message.entities.push($root.caracal.v1.EntitySignalV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.matches && message.matches.length))
                                message.matches = [];
                            message.matches.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.shadowMatches && message.shadowMatches.length))
                                message.shadowMatches = [];
                            message.shadowMatches.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for SignalV1
             * @function getTypeUrl
             * @memberof caracal.v1.SignalV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SignalV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.SignalV1";
            };

            return SignalV1;
        })();

        v1.EntitySignalV1 = (function() {

            /**
             * Properties of an EntitySignalV1.
             * @typedef {Object} caracal.v1.EntitySignalV1.$Properties
             * @property {string|null} [entityType] EntitySignalV1 entityType
             * @property {string|null} [entityId] EntitySignalV1 entityId
             * @property {Array.<number>|null} [values] EntitySignalV1 values
             * @property {boolean|null} [truncated] EntitySignalV1 truncated
             * @property {caracal.v1.SessionV1.$Properties|null} [session] EntitySignalV1 session
             * @property {number|null} [position] EntitySignalV1 position
             * @property {boolean|null} [approximate] EntitySignalV1 approximate
             * @property {boolean|null} [oneCurrency] EntitySignalV1 oneCurrency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EntitySignalV1.
             * @memberof caracal.v1
             * @interface IEntitySignalV1
             * @augments caracal.v1.EntitySignalV1.$Properties
             * @deprecated Use caracal.v1.EntitySignalV1.$Properties instead.
             */

            /**
             * Shape of an EntitySignalV1.
             * @typedef {caracal.v1.EntitySignalV1.$Properties} caracal.v1.EntitySignalV1.$Shape
             */

            /**
             * Constructs a new EntitySignalV1.
             * @memberof caracal.v1
             * @classdesc Represents an EntitySignalV1.
             * @constructor
             * @param {caracal.v1.EntitySignalV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EntitySignalV1 = function (properties) {
this.entityType = "";
this.entityId = "";
this.truncated = false;
this.session = null;
this.approximate = false;
this.oneCurrency = false;
                this.values = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EntitySignalV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.entityType = "";

            /**
             * EntitySignalV1 entityId.
             * @member {string} entityId
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.entityId = "";

            /**
             * EntitySignalV1 values.
             * @member {Array.<number>} values
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.values = $util.emptyArray;

            /**
             * EntitySignalV1 truncated.
             * @member {boolean} truncated
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.truncated = false;

            /**
             * EntitySignalV1 session.
             * @member {caracal.v1.SessionV1.$Properties|null|undefined} session
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.session = null;

            /**
             * EntitySignalV1 position.
             * @member {number} position
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EntitySignalV1 approximate.
             * @member {boolean} approximate
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.approximate = false;

            /**
             * EntitySignalV1 oneCurrency.
             * @member {boolean} oneCurrency
             * @memberof caracal.v1.EntitySignalV1
             * @instance
             */
            EntitySignalV1.prototype.oneCurrency = false;

            /**
             * Creates a new EntitySignalV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.EntitySignalV1
             * @static
             * @param {caracal.v1.EntitySignalV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.EntitySignalV1} EntitySignalV1 instance
             * @type {{
             *   (properties: caracal.v1.EntitySignalV1.$Shape): caracal.v1.EntitySignalV1 & caracal.v1.EntitySignalV1.$Shape;
             *   (properties?: caracal.v1.EntitySignalV1.$Properties): caracal.v1.EntitySignalV1;
             * }}
             */
            EntitySignalV1.create = function(properties) {
                return new EntitySignalV1(properties);
            };

            /**
             * Encodes the specified EntitySignalV1 message. Does not implicitly {@link caracal.v1.EntitySignalV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.EntitySignalV1
             * @static
             * @param {caracal.v1.EntitySignalV1.$Properties} message EntitySignalV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EntitySignalV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.entityType);
                if (message.entityId != null && message.entityId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.entityId);
                if (message.values != null && message.values.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.values);
                if (message.truncated != null && message.truncated !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.truncated);
                if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                    $root.caracal.v1.SessionV1.encode(message.session, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.oneCurrency != null && message.oneCurrency !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.oneCurrency);
                if (message.position != null && message.position !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.position);
                if (message.approximate != null && message.approximate !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.approximate);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EntitySignalV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.EntitySignalV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.EntitySignalV1 & caracal.v1.EntitySignalV1.$Shape} EntitySignalV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EntitySignalV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.EntitySignalV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityId = value;
                            else
                                delete message.entityId;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.values && message.values.length))
                                    message.values = [];
                                reader.doubles(message.values);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.values && message.values.length))
                                message.values = [];
                            message.values.push(reader.double());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.truncated = value;
                            else
                                delete message.truncated;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.session = $root.caracal.v1.SessionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.approximate = value;
                            else
                                delete message.approximate;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.oneCurrency = value;
                            else
                                delete message.oneCurrency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EntitySignalV1
             * @function getTypeUrl
             * @memberof caracal.v1.EntitySignalV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EntitySignalV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.EntitySignalV1";
            };

            return EntitySignalV1;
        })();

        v1.SessionV1 = (function() {

            /**
             * Properties of a SessionV1.
             * @typedef {Object} caracal.v1.SessionV1.$Properties
             * @property {number|null} [startedAtMs] SessionV1 startedAtMs
             * @property {number|null} [lastAtMs] SessionV1 lastAtMs
             * @property {number|null} [count] SessionV1 count
             * @property {number|null} [amountMinor] SessionV1 amountMinor
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SessionV1.
             * @memberof caracal.v1
             * @interface ISessionV1
             * @augments caracal.v1.SessionV1.$Properties
             * @deprecated Use caracal.v1.SessionV1.$Properties instead.
             */

            /**
             * Shape of a SessionV1.
             * @typedef {caracal.v1.SessionV1.$Properties} caracal.v1.SessionV1.$Shape
             */

            /**
             * Constructs a new SessionV1.
             * @memberof caracal.v1
             * @classdesc Represents a SessionV1.
             * @constructor
             * @param {caracal.v1.SessionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SessionV1 = function (properties) {
this.startedAtMs = 0;
this.lastAtMs = 0;
this.count = 0;
this.amountMinor = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SessionV1 startedAtMs.
             * @member {number} startedAtMs
             * @memberof caracal.v1.SessionV1
             * @instance
             */
            SessionV1.prototype.startedAtMs = 0;

            /**
             * SessionV1 lastAtMs.
             * @member {number} lastAtMs
             * @memberof caracal.v1.SessionV1
             * @instance
             */
            SessionV1.prototype.lastAtMs = 0;

            /**
             * SessionV1 count.
             * @member {number} count
             * @memberof caracal.v1.SessionV1
             * @instance
             */
            SessionV1.prototype.count = 0;

            /**
             * SessionV1 amountMinor.
             * @member {number} amountMinor
             * @memberof caracal.v1.SessionV1
             * @instance
             */
            SessionV1.prototype.amountMinor = 0;

            /**
             * Creates a new SessionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.SessionV1
             * @static
             * @param {caracal.v1.SessionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.SessionV1} SessionV1 instance
             * @type {{
             *   (properties: caracal.v1.SessionV1.$Shape): caracal.v1.SessionV1 & caracal.v1.SessionV1.$Shape;
             *   (properties?: caracal.v1.SessionV1.$Properties): caracal.v1.SessionV1;
             * }}
             */
            SessionV1.create = function(properties) {
                return new SessionV1(properties);
            };

            /**
             * Encodes the specified SessionV1 message. Does not implicitly {@link caracal.v1.SessionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.SessionV1
             * @static
             * @param {caracal.v1.SessionV1.$Properties} message SessionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SessionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.startedAtMs != null && message.startedAtMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.startedAtMs);
                if (message.lastAtMs != null && message.lastAtMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.lastAtMs);
                if (message.count != null && message.count !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.count);
                if (message.amountMinor != null && message.amountMinor !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.amountMinor);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SessionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.SessionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.SessionV1 & caracal.v1.SessionV1.$Shape} SessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SessionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.SessionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.startedAtMs = value;
                            else
                                delete message.startedAtMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastAtMs = value;
                            else
                                delete message.lastAtMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for SessionV1
             * @function getTypeUrl
             * @memberof caracal.v1.SessionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SessionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.SessionV1";
            };

            return SessionV1;
        })();

        v1.PatternMatchV1 = (function() {

            /**
             * Properties of a PatternMatchV1.
             * @typedef {Object} caracal.v1.PatternMatchV1.$Properties
             * @property {string|null} [patternId] PatternMatchV1 patternId
             * @property {number|null} [patternVersion] PatternMatchV1 patternVersion
             * @property {string|null} [entityType] PatternMatchV1 entityType
             * @property {string|null} [entityId] PatternMatchV1 entityId
             * @property {string|null} [reason] PatternMatchV1 reason
             * @property {number|null} [risk] PatternMatchV1 risk
             * @property {string|null} [action] PatternMatchV1 action
             * @property {Array.<caracal.v1.MatchedStepV1.$Properties>|null} [steps] PatternMatchV1 steps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PatternMatchV1.
             * @memberof caracal.v1
             * @interface IPatternMatchV1
             * @augments caracal.v1.PatternMatchV1.$Properties
             * @deprecated Use caracal.v1.PatternMatchV1.$Properties instead.
             */

            /**
             * Shape of a PatternMatchV1.
             * @typedef {caracal.v1.PatternMatchV1.$Properties} caracal.v1.PatternMatchV1.$Shape
             */

            /**
             * Constructs a new PatternMatchV1.
             * @memberof caracal.v1
             * @classdesc Represents a PatternMatchV1.
             * @constructor
             * @param {caracal.v1.PatternMatchV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PatternMatchV1 = function (properties) {
this.patternId = "";
this.patternVersion = 0;
this.entityType = "";
this.entityId = "";
this.reason = "";
this.risk = 0;
this.action = "";
                this.steps = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PatternMatchV1 patternId.
             * @member {string} patternId
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.patternId = "";

            /**
             * PatternMatchV1 patternVersion.
             * @member {number} patternVersion
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.patternVersion = 0;

            /**
             * PatternMatchV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.entityType = "";

            /**
             * PatternMatchV1 entityId.
             * @member {string} entityId
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.entityId = "";

            /**
             * PatternMatchV1 reason.
             * @member {string} reason
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.reason = "";

            /**
             * PatternMatchV1 risk.
             * @member {number} risk
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.risk = 0;

            /**
             * PatternMatchV1 action.
             * @member {string} action
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.action = "";

            /**
             * PatternMatchV1 steps.
             * @member {Array.<caracal.v1.MatchedStepV1.$Properties>} steps
             * @memberof caracal.v1.PatternMatchV1
             * @instance
             */
            PatternMatchV1.prototype.steps = $util.emptyArray;

            /**
             * Creates a new PatternMatchV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.PatternMatchV1
             * @static
             * @param {caracal.v1.PatternMatchV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.PatternMatchV1} PatternMatchV1 instance
             * @type {{
             *   (properties: caracal.v1.PatternMatchV1.$Shape): caracal.v1.PatternMatchV1 & caracal.v1.PatternMatchV1.$Shape;
             *   (properties?: caracal.v1.PatternMatchV1.$Properties): caracal.v1.PatternMatchV1;
             * }}
             */
            PatternMatchV1.create = function(properties) {
                return new PatternMatchV1(properties);
            };

            /**
             * Encodes the specified PatternMatchV1 message. Does not implicitly {@link caracal.v1.PatternMatchV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.PatternMatchV1
             * @static
             * @param {caracal.v1.PatternMatchV1.$Properties} message PatternMatchV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PatternMatchV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.patternId != null && message.patternId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.patternId);
                if (message.patternVersion != null && message.patternVersion !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.patternVersion);
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.entityType);
                if (message.entityId != null && message.entityId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.entityId);
                if (message.reason != null && message.reason !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                if (message.risk != null && $Object.hasOwnProperty.call(message, "risk") && !$Object.is(message.risk, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.risk);
                if (message.action != null && message.action !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.action);
                if (message.steps != null && message.steps.length)
                    for (let i = 0; i < message.steps.length; ++i)
                        $root.caracal.v1.MatchedStepV1.encode(message.steps[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PatternMatchV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.PatternMatchV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.PatternMatchV1 & caracal.v1.PatternMatchV1.$Shape} PatternMatchV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PatternMatchV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.PatternMatchV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.patternId = value;
                            else
                                delete message.patternId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.patternVersion = value;
                            else
                                delete message.patternVersion;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityId = value;
                            else
                                delete message.entityId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.risk = value;
                            else
                                delete message.risk;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.steps && message.steps.length))
                                message.steps = [];
                            message.steps.push($root.caracal.v1.MatchedStepV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PatternMatchV1
             * @function getTypeUrl
             * @memberof caracal.v1.PatternMatchV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PatternMatchV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.PatternMatchV1";
            };

            return PatternMatchV1;
        })();

        v1.MatchedStepV1 = (function() {

            /**
             * Properties of a MatchedStepV1.
             * @typedef {Object} caracal.v1.MatchedStepV1.$Properties
             * @property {string|null} [step] MatchedStepV1 step
             * @property {Array.<caracal.v1.MatchedEventV1.$Properties>|null} [events] MatchedStepV1 events
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MatchedStepV1.
             * @memberof caracal.v1
             * @interface IMatchedStepV1
             * @augments caracal.v1.MatchedStepV1.$Properties
             * @deprecated Use caracal.v1.MatchedStepV1.$Properties instead.
             */

            /**
             * Shape of a MatchedStepV1.
             * @typedef {caracal.v1.MatchedStepV1.$Properties} caracal.v1.MatchedStepV1.$Shape
             */

            /**
             * Constructs a new MatchedStepV1.
             * @memberof caracal.v1
             * @classdesc Represents a MatchedStepV1.
             * @constructor
             * @param {caracal.v1.MatchedStepV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MatchedStepV1 = function (properties) {
this.step = "";
                this.events = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MatchedStepV1 step.
             * @member {string} step
             * @memberof caracal.v1.MatchedStepV1
             * @instance
             */
            MatchedStepV1.prototype.step = "";

            /**
             * MatchedStepV1 events.
             * @member {Array.<caracal.v1.MatchedEventV1.$Properties>} events
             * @memberof caracal.v1.MatchedStepV1
             * @instance
             */
            MatchedStepV1.prototype.events = $util.emptyArray;

            /**
             * Creates a new MatchedStepV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.MatchedStepV1
             * @static
             * @param {caracal.v1.MatchedStepV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.MatchedStepV1} MatchedStepV1 instance
             * @type {{
             *   (properties: caracal.v1.MatchedStepV1.$Shape): caracal.v1.MatchedStepV1 & caracal.v1.MatchedStepV1.$Shape;
             *   (properties?: caracal.v1.MatchedStepV1.$Properties): caracal.v1.MatchedStepV1;
             * }}
             */
            MatchedStepV1.create = function(properties) {
                return new MatchedStepV1(properties);
            };

            /**
             * Encodes the specified MatchedStepV1 message. Does not implicitly {@link caracal.v1.MatchedStepV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.MatchedStepV1
             * @static
             * @param {caracal.v1.MatchedStepV1.$Properties} message MatchedStepV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MatchedStepV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && message.step !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.step);
                if (message.events != null && message.events.length)
                    for (let i = 0; i < message.events.length; ++i)
                        $root.caracal.v1.MatchedEventV1.encode(message.events[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MatchedStepV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.MatchedStepV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.MatchedStepV1 & caracal.v1.MatchedStepV1.$Shape} MatchedStepV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MatchedStepV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.MatchedStepV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.events && message.events.length))
                                message.events = [];
                            message.events.push($root.caracal.v1.MatchedEventV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for MatchedStepV1
             * @function getTypeUrl
             * @memberof caracal.v1.MatchedStepV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MatchedStepV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.MatchedStepV1";
            };

            return MatchedStepV1;
        })();

        v1.MatchedEventV1 = (function() {

            /**
             * Properties of a MatchedEventV1.
             * @typedef {Object} caracal.v1.MatchedEventV1.$Properties
             * @property {string|null} [transactionId] MatchedEventV1 transactionId
             * @property {number|null} [occurredAtMs] MatchedEventV1 occurredAtMs
             * @property {number|null} [amountMinor] MatchedEventV1 amountMinor
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MatchedEventV1.
             * @memberof caracal.v1
             * @interface IMatchedEventV1
             * @augments caracal.v1.MatchedEventV1.$Properties
             * @deprecated Use caracal.v1.MatchedEventV1.$Properties instead.
             */

            /**
             * Shape of a MatchedEventV1.
             * @typedef {caracal.v1.MatchedEventV1.$Properties} caracal.v1.MatchedEventV1.$Shape
             */

            /**
             * Constructs a new MatchedEventV1.
             * @memberof caracal.v1
             * @classdesc Represents a MatchedEventV1.
             * @constructor
             * @param {caracal.v1.MatchedEventV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MatchedEventV1 = function (properties) {
this.transactionId = "";
this.occurredAtMs = 0;
this.amountMinor = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MatchedEventV1 transactionId.
             * @member {string} transactionId
             * @memberof caracal.v1.MatchedEventV1
             * @instance
             */
            MatchedEventV1.prototype.transactionId = "";

            /**
             * MatchedEventV1 occurredAtMs.
             * @member {number} occurredAtMs
             * @memberof caracal.v1.MatchedEventV1
             * @instance
             */
            MatchedEventV1.prototype.occurredAtMs = 0;

            /**
             * MatchedEventV1 amountMinor.
             * @member {number} amountMinor
             * @memberof caracal.v1.MatchedEventV1
             * @instance
             */
            MatchedEventV1.prototype.amountMinor = 0;

            /**
             * Creates a new MatchedEventV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.MatchedEventV1
             * @static
             * @param {caracal.v1.MatchedEventV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.MatchedEventV1} MatchedEventV1 instance
             * @type {{
             *   (properties: caracal.v1.MatchedEventV1.$Shape): caracal.v1.MatchedEventV1 & caracal.v1.MatchedEventV1.$Shape;
             *   (properties?: caracal.v1.MatchedEventV1.$Properties): caracal.v1.MatchedEventV1;
             * }}
             */
            MatchedEventV1.create = function(properties) {
                return new MatchedEventV1(properties);
            };

            /**
             * Encodes the specified MatchedEventV1 message. Does not implicitly {@link caracal.v1.MatchedEventV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.MatchedEventV1
             * @static
             * @param {caracal.v1.MatchedEventV1.$Properties} message MatchedEventV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MatchedEventV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transactionId != null && message.transactionId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.transactionId);
                if (message.occurredAtMs != null && message.occurredAtMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.occurredAtMs);
                if (message.amountMinor != null && message.amountMinor !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.amountMinor);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MatchedEventV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.MatchedEventV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.MatchedEventV1 & caracal.v1.MatchedEventV1.$Shape} MatchedEventV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MatchedEventV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.MatchedEventV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.transactionId = value;
                            else
                                delete message.transactionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.occurredAtMs = value;
                            else
                                delete message.occurredAtMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for MatchedEventV1
             * @function getTypeUrl
             * @memberof caracal.v1.MatchedEventV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MatchedEventV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.MatchedEventV1";
            };

            return MatchedEventV1;
        })();

        v1.EntitySessionV1 = (function() {

            /**
             * Properties of an EntitySessionV1.
             * @typedef {Object} caracal.v1.EntitySessionV1.$Properties
             * @property {string|null} [id] EntitySessionV1 id
             * @property {string|null} [tenantId] EntitySessionV1 tenantId
             * @property {string|null} [entityType] EntitySessionV1 entityType
             * @property {string|null} [entityId] EntitySessionV1 entityId
             * @property {boolean|null} [livemode] EntitySessionV1 livemode
             * @property {caracal.v1.ClosedSessionV1.$Properties|null} [closed] EntitySessionV1 closed
             * @property {number|null} [revision] EntitySessionV1 revision
             * @property {Array.<number>|null} [replacesMs] EntitySessionV1 replacesMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EntitySessionV1.
             * @memberof caracal.v1
             * @interface IEntitySessionV1
             * @augments caracal.v1.EntitySessionV1.$Properties
             * @deprecated Use caracal.v1.EntitySessionV1.$Properties instead.
             */

            /**
             * Shape of an EntitySessionV1.
             * @typedef {caracal.v1.EntitySessionV1.$Properties} caracal.v1.EntitySessionV1.$Shape
             */

            /**
             * Constructs a new EntitySessionV1.
             * @memberof caracal.v1
             * @classdesc Represents an EntitySessionV1.
             * @constructor
             * @param {caracal.v1.EntitySessionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EntitySessionV1 = function (properties) {
this.id = "";
this.tenantId = "";
this.entityType = "";
this.entityId = "";
this.livemode = false;
this.closed = null;
this.revision = 0;
                this.replacesMs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EntitySessionV1 id.
             * @member {string} id
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.id = "";

            /**
             * EntitySessionV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.tenantId = "";

            /**
             * EntitySessionV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.entityType = "";

            /**
             * EntitySessionV1 entityId.
             * @member {string} entityId
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.entityId = "";

            /**
             * EntitySessionV1 livemode.
             * @member {boolean} livemode
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.livemode = false;

            /**
             * EntitySessionV1 closed.
             * @member {caracal.v1.ClosedSessionV1.$Properties|null|undefined} closed
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.closed = null;

            /**
             * EntitySessionV1 revision.
             * @member {number} revision
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.revision = 0;

            /**
             * EntitySessionV1 replacesMs.
             * @member {Array.<number>} replacesMs
             * @memberof caracal.v1.EntitySessionV1
             * @instance
             */
            EntitySessionV1.prototype.replacesMs = $util.emptyArray;

            /**
             * Creates a new EntitySessionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.EntitySessionV1
             * @static
             * @param {caracal.v1.EntitySessionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.EntitySessionV1} EntitySessionV1 instance
             * @type {{
             *   (properties: caracal.v1.EntitySessionV1.$Shape): caracal.v1.EntitySessionV1 & caracal.v1.EntitySessionV1.$Shape;
             *   (properties?: caracal.v1.EntitySessionV1.$Properties): caracal.v1.EntitySessionV1;
             * }}
             */
            EntitySessionV1.create = function(properties) {
                return new EntitySessionV1(properties);
            };

            /**
             * Encodes the specified EntitySessionV1 message. Does not implicitly {@link caracal.v1.EntitySessionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.EntitySessionV1
             * @static
             * @param {caracal.v1.EntitySessionV1.$Properties} message EntitySessionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EntitySessionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.tenantId);
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.entityType);
                if (message.entityId != null && message.entityId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.entityId);
                if (message.livemode != null && message.livemode !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.livemode);
                if (message.closed != null && $Object.hasOwnProperty.call(message, "closed"))
                    $root.caracal.v1.ClosedSessionV1.encode(message.closed, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.revision != null && message.revision !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.revision);
                if (message.replacesMs != null && message.replacesMs.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).int64s(message.replacesMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EntitySessionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.EntitySessionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.EntitySessionV1 & caracal.v1.EntitySessionV1.$Shape} EntitySessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EntitySessionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.EntitySessionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityId = value;
                            else
                                delete message.entityId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.livemode = value;
                            else
                                delete message.livemode;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.closed = $root.caracal.v1.ClosedSessionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.closed);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.replacesMs && message.replacesMs.length))
                                    message.replacesMs = [];
                                reader.int64s(message.replacesMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.replacesMs && message.replacesMs.length))
                                message.replacesMs = [];
                            message.replacesMs.push(reader.int64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EntitySessionV1
             * @function getTypeUrl
             * @memberof caracal.v1.EntitySessionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EntitySessionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.EntitySessionV1";
            };

            return EntitySessionV1;
        })();

        v1.ClosedSessionV1 = (function() {

            /**
             * Properties of a ClosedSessionV1.
             * @typedef {Object} caracal.v1.ClosedSessionV1.$Properties
             * @property {number|null} [startedAtMs] ClosedSessionV1 startedAtMs
             * @property {number|null} [endedAtMs] ClosedSessionV1 endedAtMs
             * @property {number|null} [count] ClosedSessionV1 count
             * @property {number|null} [amountMinor] ClosedSessionV1 amountMinor
             * @property {number|null} [counterparts] ClosedSessionV1 counterparts
             * @property {boolean|null} [capped] ClosedSessionV1 capped
             * @property {Array.<string>|null} [channels] ClosedSessionV1 channels
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClosedSessionV1.
             * @memberof caracal.v1
             * @interface IClosedSessionV1
             * @augments caracal.v1.ClosedSessionV1.$Properties
             * @deprecated Use caracal.v1.ClosedSessionV1.$Properties instead.
             */

            /**
             * Shape of a ClosedSessionV1.
             * @typedef {caracal.v1.ClosedSessionV1.$Properties} caracal.v1.ClosedSessionV1.$Shape
             */

            /**
             * Constructs a new ClosedSessionV1.
             * @memberof caracal.v1
             * @classdesc Represents a ClosedSessionV1.
             * @constructor
             * @param {caracal.v1.ClosedSessionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClosedSessionV1 = function (properties) {
this.startedAtMs = 0;
this.endedAtMs = 0;
this.count = 0;
this.amountMinor = 0;
this.counterparts = 0;
this.capped = false;
                this.channels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClosedSessionV1 startedAtMs.
             * @member {number} startedAtMs
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.startedAtMs = 0;

            /**
             * ClosedSessionV1 endedAtMs.
             * @member {number} endedAtMs
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.endedAtMs = 0;

            /**
             * ClosedSessionV1 count.
             * @member {number} count
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.count = 0;

            /**
             * ClosedSessionV1 amountMinor.
             * @member {number} amountMinor
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.amountMinor = 0;

            /**
             * ClosedSessionV1 counterparts.
             * @member {number} counterparts
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.counterparts = 0;

            /**
             * ClosedSessionV1 capped.
             * @member {boolean} capped
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.capped = false;

            /**
             * ClosedSessionV1 channels.
             * @member {Array.<string>} channels
             * @memberof caracal.v1.ClosedSessionV1
             * @instance
             */
            ClosedSessionV1.prototype.channels = $util.emptyArray;

            /**
             * Creates a new ClosedSessionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ClosedSessionV1
             * @static
             * @param {caracal.v1.ClosedSessionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ClosedSessionV1} ClosedSessionV1 instance
             * @type {{
             *   (properties: caracal.v1.ClosedSessionV1.$Shape): caracal.v1.ClosedSessionV1 & caracal.v1.ClosedSessionV1.$Shape;
             *   (properties?: caracal.v1.ClosedSessionV1.$Properties): caracal.v1.ClosedSessionV1;
             * }}
             */
            ClosedSessionV1.create = function(properties) {
                return new ClosedSessionV1(properties);
            };

            /**
             * Encodes the specified ClosedSessionV1 message. Does not implicitly {@link caracal.v1.ClosedSessionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ClosedSessionV1
             * @static
             * @param {caracal.v1.ClosedSessionV1.$Properties} message ClosedSessionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClosedSessionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.startedAtMs != null && message.startedAtMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.startedAtMs);
                if (message.endedAtMs != null && message.endedAtMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.endedAtMs);
                if (message.count != null && message.count !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.count);
                if (message.amountMinor != null && message.amountMinor !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.amountMinor);
                if (message.counterparts != null && message.counterparts !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.counterparts);
                if (message.capped != null && message.capped !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.capped);
                if (message.channels != null && message.channels.length)
                    for (let i = 0; i < message.channels.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.channels[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClosedSessionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ClosedSessionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ClosedSessionV1 & caracal.v1.ClosedSessionV1.$Shape} ClosedSessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClosedSessionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ClosedSessionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.startedAtMs = value;
                            else
                                delete message.startedAtMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.endedAtMs = value;
                            else
                                delete message.endedAtMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.counterparts = value;
                            else
                                delete message.counterparts;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.capped = value;
                            else
                                delete message.capped;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ClosedSessionV1
             * @function getTypeUrl
             * @memberof caracal.v1.ClosedSessionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ClosedSessionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ClosedSessionV1";
            };

            return ClosedSessionV1;
        })();

        v1.FeatureChangeV1 = (function() {

            /**
             * Properties of a FeatureChangeV1.
             * @typedef {Object} caracal.v1.FeatureChangeV1.$Properties
             * @property {string|null} [tenantId] FeatureChangeV1 tenantId
             * @property {number|null} [revision] FeatureChangeV1 revision
             * @property {Array.<caracal.v1.FeatureDocumentV1.$Properties>|null} [documents] FeatureChangeV1 documents
             * @property {number|null} [changedAtMs] FeatureChangeV1 changedAtMs
             * @property {string|null} [actor] FeatureChangeV1 actor
             * @property {string|null} [action] FeatureChangeV1 action
             * @property {string|null} [reason] FeatureChangeV1 reason
             * @property {Array.<caracal.v1.KeptEntityV1.$Properties>|null} [kept] FeatureChangeV1 kept
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeatureChangeV1.
             * @memberof caracal.v1
             * @interface IFeatureChangeV1
             * @augments caracal.v1.FeatureChangeV1.$Properties
             * @deprecated Use caracal.v1.FeatureChangeV1.$Properties instead.
             */

            /**
             * Shape of a FeatureChangeV1.
             * @typedef {caracal.v1.FeatureChangeV1.$Properties} caracal.v1.FeatureChangeV1.$Shape
             */

            /**
             * Constructs a new FeatureChangeV1.
             * @memberof caracal.v1
             * @classdesc Represents a FeatureChangeV1.
             * @constructor
             * @param {caracal.v1.FeatureChangeV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeatureChangeV1 = function (properties) {
this.tenantId = "";
this.revision = 0;
this.changedAtMs = 0;
this.actor = "";
this.action = "";
this.reason = "";
                this.documents = [];
                this.kept = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeatureChangeV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.tenantId = "";

            /**
             * FeatureChangeV1 revision.
             * @member {number} revision
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.revision = 0;

            /**
             * FeatureChangeV1 documents.
             * @member {Array.<caracal.v1.FeatureDocumentV1.$Properties>} documents
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.documents = $util.emptyArray;

            /**
             * FeatureChangeV1 changedAtMs.
             * @member {number} changedAtMs
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.changedAtMs = 0;

            /**
             * FeatureChangeV1 actor.
             * @member {string} actor
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.actor = "";

            /**
             * FeatureChangeV1 action.
             * @member {string} action
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.action = "";

            /**
             * FeatureChangeV1 reason.
             * @member {string} reason
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.reason = "";

            /**
             * FeatureChangeV1 kept.
             * @member {Array.<caracal.v1.KeptEntityV1.$Properties>} kept
             * @memberof caracal.v1.FeatureChangeV1
             * @instance
             */
            FeatureChangeV1.prototype.kept = $util.emptyArray;

            /**
             * Creates a new FeatureChangeV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.FeatureChangeV1
             * @static
             * @param {caracal.v1.FeatureChangeV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.FeatureChangeV1} FeatureChangeV1 instance
             * @type {{
             *   (properties: caracal.v1.FeatureChangeV1.$Shape): caracal.v1.FeatureChangeV1 & caracal.v1.FeatureChangeV1.$Shape;
             *   (properties?: caracal.v1.FeatureChangeV1.$Properties): caracal.v1.FeatureChangeV1;
             * }}
             */
            FeatureChangeV1.create = function(properties) {
                return new FeatureChangeV1(properties);
            };

            /**
             * Encodes the specified FeatureChangeV1 message. Does not implicitly {@link caracal.v1.FeatureChangeV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.FeatureChangeV1
             * @static
             * @param {caracal.v1.FeatureChangeV1.$Properties} message FeatureChangeV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeatureChangeV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.tenantId);
                if (message.revision != null && message.revision !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.revision);
                if (message.documents != null && message.documents.length)
                    for (let i = 0; i < message.documents.length; ++i)
                        $root.caracal.v1.FeatureDocumentV1.encode(message.documents[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.changedAtMs != null && message.changedAtMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.changedAtMs);
                if (message.actor != null && message.actor !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.actor);
                if (message.action != null && message.action !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.action);
                if (message.reason != null && message.reason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                if (message.kept != null && message.kept.length)
                    for (let i = 0; i < message.kept.length; ++i)
                        $root.caracal.v1.KeptEntityV1.encode(message.kept[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeatureChangeV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.FeatureChangeV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.FeatureChangeV1 & caracal.v1.FeatureChangeV1.$Shape} FeatureChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeatureChangeV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.FeatureChangeV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.documents && message.documents.length))
                                message.documents = [];
                            message.documents.push($root.caracal.v1.FeatureDocumentV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.changedAtMs = value;
                            else
                                delete message.changedAtMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.kept && message.kept.length))
                                message.kept = [];
                            message.kept.push($root.caracal.v1.KeptEntityV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for FeatureChangeV1
             * @function getTypeUrl
             * @memberof caracal.v1.FeatureChangeV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            FeatureChangeV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.FeatureChangeV1";
            };

            return FeatureChangeV1;
        })();

        v1.KeptEntityV1 = (function() {

            /**
             * Properties of a KeptEntityV1.
             * @typedef {Object} caracal.v1.KeptEntityV1.$Properties
             * @property {string|null} [entityType] KeptEntityV1 entityType
             * @property {string|null} [declaration] KeptEntityV1 declaration
             * @property {number|null} [sinceMs] KeptEntityV1 sinceMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeptEntityV1.
             * @memberof caracal.v1
             * @interface IKeptEntityV1
             * @augments caracal.v1.KeptEntityV1.$Properties
             * @deprecated Use caracal.v1.KeptEntityV1.$Properties instead.
             */

            /**
             * Shape of a KeptEntityV1.
             * @typedef {caracal.v1.KeptEntityV1.$Properties} caracal.v1.KeptEntityV1.$Shape
             */

            /**
             * Constructs a new KeptEntityV1.
             * @memberof caracal.v1
             * @classdesc Represents a KeptEntityV1.
             * @constructor
             * @param {caracal.v1.KeptEntityV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeptEntityV1 = function (properties) {
this.entityType = "";
this.declaration = "";
this.sinceMs = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * KeptEntityV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.KeptEntityV1
             * @instance
             */
            KeptEntityV1.prototype.entityType = "";

            /**
             * KeptEntityV1 declaration.
             * @member {string} declaration
             * @memberof caracal.v1.KeptEntityV1
             * @instance
             */
            KeptEntityV1.prototype.declaration = "";

            /**
             * KeptEntityV1 sinceMs.
             * @member {number} sinceMs
             * @memberof caracal.v1.KeptEntityV1
             * @instance
             */
            KeptEntityV1.prototype.sinceMs = 0;

            /**
             * Creates a new KeptEntityV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.KeptEntityV1
             * @static
             * @param {caracal.v1.KeptEntityV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.KeptEntityV1} KeptEntityV1 instance
             * @type {{
             *   (properties: caracal.v1.KeptEntityV1.$Shape): caracal.v1.KeptEntityV1 & caracal.v1.KeptEntityV1.$Shape;
             *   (properties?: caracal.v1.KeptEntityV1.$Properties): caracal.v1.KeptEntityV1;
             * }}
             */
            KeptEntityV1.create = function(properties) {
                return new KeptEntityV1(properties);
            };

            /**
             * Encodes the specified KeptEntityV1 message. Does not implicitly {@link caracal.v1.KeptEntityV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.KeptEntityV1
             * @static
             * @param {caracal.v1.KeptEntityV1.$Properties} message KeptEntityV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeptEntityV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.entityType);
                if (message.declaration != null && message.declaration !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.declaration);
                if (message.sinceMs != null && message.sinceMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.sinceMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeptEntityV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.KeptEntityV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.KeptEntityV1 & caracal.v1.KeptEntityV1.$Shape} KeptEntityV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeptEntityV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.KeptEntityV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.declaration = value;
                            else
                                delete message.declaration;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for KeptEntityV1
             * @function getTypeUrl
             * @memberof caracal.v1.KeptEntityV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            KeptEntityV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.KeptEntityV1";
            };

            return KeptEntityV1;
        })();

        v1.FeatureDocumentV1 = (function() {

            /**
             * Properties of a FeatureDocumentV1.
             * @typedef {Object} caracal.v1.FeatureDocumentV1.$Properties
             * @property {string|null} [name] FeatureDocumentV1 name
             * @property {string|null} [source] FeatureDocumentV1 source
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeatureDocumentV1.
             * @memberof caracal.v1
             * @interface IFeatureDocumentV1
             * @augments caracal.v1.FeatureDocumentV1.$Properties
             * @deprecated Use caracal.v1.FeatureDocumentV1.$Properties instead.
             */

            /**
             * Shape of a FeatureDocumentV1.
             * @typedef {caracal.v1.FeatureDocumentV1.$Properties} caracal.v1.FeatureDocumentV1.$Shape
             */

            /**
             * Constructs a new FeatureDocumentV1.
             * @memberof caracal.v1
             * @classdesc Represents a FeatureDocumentV1.
             * @constructor
             * @param {caracal.v1.FeatureDocumentV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeatureDocumentV1 = function (properties) {
this.name = "";
this.source = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeatureDocumentV1 name.
             * @member {string} name
             * @memberof caracal.v1.FeatureDocumentV1
             * @instance
             */
            FeatureDocumentV1.prototype.name = "";

            /**
             * FeatureDocumentV1 source.
             * @member {string} source
             * @memberof caracal.v1.FeatureDocumentV1
             * @instance
             */
            FeatureDocumentV1.prototype.source = "";

            /**
             * Creates a new FeatureDocumentV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.FeatureDocumentV1
             * @static
             * @param {caracal.v1.FeatureDocumentV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.FeatureDocumentV1} FeatureDocumentV1 instance
             * @type {{
             *   (properties: caracal.v1.FeatureDocumentV1.$Shape): caracal.v1.FeatureDocumentV1 & caracal.v1.FeatureDocumentV1.$Shape;
             *   (properties?: caracal.v1.FeatureDocumentV1.$Properties): caracal.v1.FeatureDocumentV1;
             * }}
             */
            FeatureDocumentV1.create = function(properties) {
                return new FeatureDocumentV1(properties);
            };

            /**
             * Encodes the specified FeatureDocumentV1 message. Does not implicitly {@link caracal.v1.FeatureDocumentV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.FeatureDocumentV1
             * @static
             * @param {caracal.v1.FeatureDocumentV1.$Properties} message FeatureDocumentV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeatureDocumentV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.source != null && message.source !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.source);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeatureDocumentV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.FeatureDocumentV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.FeatureDocumentV1 & caracal.v1.FeatureDocumentV1.$Shape} FeatureDocumentV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeatureDocumentV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.FeatureDocumentV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for FeatureDocumentV1
             * @function getTypeUrl
             * @memberof caracal.v1.FeatureDocumentV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            FeatureDocumentV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.FeatureDocumentV1";
            };

            return FeatureDocumentV1;
        })();

        v1.LabelV1 = (function() {

            /**
             * Properties of a LabelV1.
             * @typedef {Object} caracal.v1.LabelV1.$Properties
             * @property {string|null} [id] LabelV1 id
             * @property {string|null} [tenantId] LabelV1 tenantId
             * @property {string|null} [transactionId] LabelV1 transactionId
             * @property {string|null} [event] LabelV1 event
             * @property {string|null} [verdict] LabelV1 verdict
             * @property {string|null} [source] LabelV1 source
             * @property {number|null} [weight] LabelV1 weight
             * @property {number|null} [occurredAtMs] LabelV1 occurredAtMs
             * @property {number|null} [knownAtMs] LabelV1 knownAtMs
             * @property {string|null} [actor] LabelV1 actor
             * @property {string|null} [note] LabelV1 note
             * @property {Array.<caracal.v1.EntityRefV1.$Properties>|null} [entities] LabelV1 entities
             * @property {number|null} [amountMinor] LabelV1 amountMinor
             * @property {string|null} [mode] LabelV1 mode
             * @property {number|null} [paidAtMs] LabelV1 paidAtMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LabelV1.
             * @memberof caracal.v1
             * @interface ILabelV1
             * @augments caracal.v1.LabelV1.$Properties
             * @deprecated Use caracal.v1.LabelV1.$Properties instead.
             */

            /**
             * Shape of a LabelV1.
             * @typedef {caracal.v1.LabelV1.$Properties} caracal.v1.LabelV1.$Shape
             */

            /**
             * Constructs a new LabelV1.
             * @memberof caracal.v1
             * @classdesc Represents a LabelV1.
             * @constructor
             * @param {caracal.v1.LabelV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LabelV1 = function (properties) {
this.id = "";
this.tenantId = "";
this.transactionId = "";
this.event = "";
this.verdict = "";
this.source = "";
this.weight = 0;
this.occurredAtMs = 0;
this.knownAtMs = 0;
this.actor = "";
this.note = "";
this.amountMinor = 0;
this.mode = "";
this.paidAtMs = 0;
                this.entities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LabelV1 id.
             * @member {string} id
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.id = "";

            /**
             * LabelV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.tenantId = "";

            /**
             * LabelV1 transactionId.
             * @member {string} transactionId
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.transactionId = "";

            /**
             * LabelV1 event.
             * @member {string} event
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.event = "";

            /**
             * LabelV1 verdict.
             * @member {string} verdict
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.verdict = "";

            /**
             * LabelV1 source.
             * @member {string} source
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.source = "";

            /**
             * LabelV1 weight.
             * @member {number} weight
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.weight = 0;

            /**
             * LabelV1 occurredAtMs.
             * @member {number} occurredAtMs
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.occurredAtMs = 0;

            /**
             * LabelV1 knownAtMs.
             * @member {number} knownAtMs
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.knownAtMs = 0;

            /**
             * LabelV1 actor.
             * @member {string} actor
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.actor = "";

            /**
             * LabelV1 note.
             * @member {string} note
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.note = "";

            /**
             * LabelV1 entities.
             * @member {Array.<caracal.v1.EntityRefV1.$Properties>} entities
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.entities = $util.emptyArray;

            /**
             * LabelV1 amountMinor.
             * @member {number} amountMinor
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.amountMinor = 0;

            /**
             * LabelV1 mode.
             * @member {string} mode
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.mode = "";

            /**
             * LabelV1 paidAtMs.
             * @member {number} paidAtMs
             * @memberof caracal.v1.LabelV1
             * @instance
             */
            LabelV1.prototype.paidAtMs = 0;

            /**
             * Creates a new LabelV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.LabelV1
             * @static
             * @param {caracal.v1.LabelV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.LabelV1} LabelV1 instance
             * @type {{
             *   (properties: caracal.v1.LabelV1.$Shape): caracal.v1.LabelV1 & caracal.v1.LabelV1.$Shape;
             *   (properties?: caracal.v1.LabelV1.$Properties): caracal.v1.LabelV1;
             * }}
             */
            LabelV1.create = function(properties) {
                return new LabelV1(properties);
            };

            /**
             * Encodes the specified LabelV1 message. Does not implicitly {@link caracal.v1.LabelV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.LabelV1
             * @static
             * @param {caracal.v1.LabelV1.$Properties} message LabelV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LabelV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.tenantId);
                if (message.transactionId != null && message.transactionId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.transactionId);
                if (message.event != null && message.event !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.event);
                if (message.verdict != null && message.verdict !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.verdict);
                if (message.source != null && message.source !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.source);
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && !$Object.is(message.weight, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.weight);
                if (message.occurredAtMs != null && message.occurredAtMs !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.occurredAtMs);
                if (message.knownAtMs != null && message.knownAtMs !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.knownAtMs);
                if (message.actor != null && message.actor !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.actor);
                if (message.note != null && message.note !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.note);
                if (message.entities != null && message.entities.length)
                    for (let i = 0; i < message.entities.length; ++i)
                        $root.caracal.v1.EntityRefV1.encode(message.entities[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.amountMinor != null && message.amountMinor !== 0)
                    writer.uint32(/* id 13, wireType 0 =*/104).int64(message.amountMinor);
                if (message.mode != null && message.mode !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.mode);
                if (message.paidAtMs != null && message.paidAtMs !== 0)
                    writer.uint32(/* id 15, wireType 0 =*/120).int64(message.paidAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LabelV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.LabelV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.LabelV1 & caracal.v1.LabelV1.$Shape} LabelV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LabelV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.LabelV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.transactionId = value;
                            else
                                delete message.transactionId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.event = value;
                            else
                                delete message.event;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.weight = value;
                            else
                                delete message.weight;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.occurredAtMs = value;
                            else
                                delete message.occurredAtMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.knownAtMs = value;
                            else
                                delete message.knownAtMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.note = value;
                            else
                                delete message.note;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entities && message.entities.length))
                                message.entities = [];
                            message.entities.push($root.caracal.v1.EntityRefV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.paidAtMs = value;
                            else
                                delete message.paidAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LabelV1
             * @function getTypeUrl
             * @memberof caracal.v1.LabelV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LabelV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.LabelV1";
            };

            return LabelV1;
        })();

        v1.LateTransactionV1 = (function() {

            /**
             * Properties of a LateTransactionV1.
             * @typedef {Object} caracal.v1.LateTransactionV1.$Properties
             * @property {caracal.v1.TransactionV1.$Properties|null} [transaction] LateTransactionV1 transaction
             * @property {number|null} [partition] LateTransactionV1 partition
             * @property {Array.<caracal.v1.LateEntityV1.$Properties>|null} [entities] LateTransactionV1 entities
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LateTransactionV1.
             * @memberof caracal.v1
             * @interface ILateTransactionV1
             * @augments caracal.v1.LateTransactionV1.$Properties
             * @deprecated Use caracal.v1.LateTransactionV1.$Properties instead.
             */

            /**
             * Shape of a LateTransactionV1.
             * @typedef {{
             *   transaction?: caracal.v1.TransactionV1.$Shape|null;
             *   partition?: number|null;
             *   entities?: Array.<caracal.v1.LateEntityV1.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} caracal.v1.LateTransactionV1.$Shape
             */

            /**
             * Constructs a new LateTransactionV1.
             * @memberof caracal.v1
             * @classdesc Represents a LateTransactionV1.
             * @constructor
             * @param {caracal.v1.LateTransactionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LateTransactionV1 = function (properties) {
this.transaction = null;
this.partition = 0;
                this.entities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LateTransactionV1 transaction.
             * @member {caracal.v1.TransactionV1.$Properties|null|undefined} transaction
             * @memberof caracal.v1.LateTransactionV1
             * @instance
             */
            LateTransactionV1.prototype.transaction = null;

            /**
             * LateTransactionV1 partition.
             * @member {number} partition
             * @memberof caracal.v1.LateTransactionV1
             * @instance
             */
            LateTransactionV1.prototype.partition = 0;

            /**
             * LateTransactionV1 entities.
             * @member {Array.<caracal.v1.LateEntityV1.$Properties>} entities
             * @memberof caracal.v1.LateTransactionV1
             * @instance
             */
            LateTransactionV1.prototype.entities = $util.emptyArray;

            /**
             * Creates a new LateTransactionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.LateTransactionV1
             * @static
             * @param {caracal.v1.LateTransactionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.LateTransactionV1} LateTransactionV1 instance
             * @type {{
             *   (properties: caracal.v1.LateTransactionV1.$Shape): caracal.v1.LateTransactionV1 & caracal.v1.LateTransactionV1.$Shape;
             *   (properties?: caracal.v1.LateTransactionV1.$Properties): caracal.v1.LateTransactionV1;
             * }}
             */
            LateTransactionV1.create = function(properties) {
                return new LateTransactionV1(properties);
            };

            /**
             * Encodes the specified LateTransactionV1 message. Does not implicitly {@link caracal.v1.LateTransactionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.LateTransactionV1
             * @static
             * @param {caracal.v1.LateTransactionV1.$Properties} message LateTransactionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LateTransactionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transaction != null && $Object.hasOwnProperty.call(message, "transaction"))
                    $root.caracal.v1.TransactionV1.encode(message.transaction, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partition != null && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.entities != null && message.entities.length)
                    for (let i = 0; i < message.entities.length; ++i)
                        $root.caracal.v1.LateEntityV1.encode(message.entities[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LateTransactionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.LateTransactionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.LateTransactionV1 & caracal.v1.LateTransactionV1.$Shape} LateTransactionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LateTransactionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.LateTransactionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.transaction = $root.caracal.v1.TransactionV1.decode(reader, reader.size(), $undefined, _depth + 1, message.transaction);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entities && message.entities.length))
                                message.entities = [];
                            message.entities.push($root.caracal.v1.LateEntityV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LateTransactionV1
             * @function getTypeUrl
             * @memberof caracal.v1.LateTransactionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LateTransactionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.LateTransactionV1";
            };

            return LateTransactionV1;
        })();

        v1.LateEntityV1 = (function() {

            /**
             * Properties of a LateEntityV1.
             * @typedef {Object} caracal.v1.LateEntityV1.$Properties
             * @property {string|null} [entityType] LateEntityV1 entityType
             * @property {string|null} [entityId] LateEntityV1 entityId
             * @property {number|null} [behindMs] LateEntityV1 behindMs
             * @property {string|null} [reason] LateEntityV1 reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LateEntityV1.
             * @memberof caracal.v1
             * @interface ILateEntityV1
             * @augments caracal.v1.LateEntityV1.$Properties
             * @deprecated Use caracal.v1.LateEntityV1.$Properties instead.
             */

            /**
             * Shape of a LateEntityV1.
             * @typedef {caracal.v1.LateEntityV1.$Properties} caracal.v1.LateEntityV1.$Shape
             */

            /**
             * Constructs a new LateEntityV1.
             * @memberof caracal.v1
             * @classdesc Represents a LateEntityV1.
             * @constructor
             * @param {caracal.v1.LateEntityV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LateEntityV1 = function (properties) {
this.entityType = "";
this.entityId = "";
this.behindMs = 0;
this.reason = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LateEntityV1 entityType.
             * @member {string} entityType
             * @memberof caracal.v1.LateEntityV1
             * @instance
             */
            LateEntityV1.prototype.entityType = "";

            /**
             * LateEntityV1 entityId.
             * @member {string} entityId
             * @memberof caracal.v1.LateEntityV1
             * @instance
             */
            LateEntityV1.prototype.entityId = "";

            /**
             * LateEntityV1 behindMs.
             * @member {number} behindMs
             * @memberof caracal.v1.LateEntityV1
             * @instance
             */
            LateEntityV1.prototype.behindMs = 0;

            /**
             * LateEntityV1 reason.
             * @member {string} reason
             * @memberof caracal.v1.LateEntityV1
             * @instance
             */
            LateEntityV1.prototype.reason = "";

            /**
             * Creates a new LateEntityV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.LateEntityV1
             * @static
             * @param {caracal.v1.LateEntityV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.LateEntityV1} LateEntityV1 instance
             * @type {{
             *   (properties: caracal.v1.LateEntityV1.$Shape): caracal.v1.LateEntityV1 & caracal.v1.LateEntityV1.$Shape;
             *   (properties?: caracal.v1.LateEntityV1.$Properties): caracal.v1.LateEntityV1;
             * }}
             */
            LateEntityV1.create = function(properties) {
                return new LateEntityV1(properties);
            };

            /**
             * Encodes the specified LateEntityV1 message. Does not implicitly {@link caracal.v1.LateEntityV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.LateEntityV1
             * @static
             * @param {caracal.v1.LateEntityV1.$Properties} message LateEntityV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LateEntityV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entityType != null && message.entityType !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.entityType);
                if (message.entityId != null && message.entityId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.entityId);
                if (message.behindMs != null && message.behindMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.behindMs);
                if (message.reason != null && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LateEntityV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.LateEntityV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.LateEntityV1 & caracal.v1.LateEntityV1.$Shape} LateEntityV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LateEntityV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.LateEntityV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityType = value;
                            else
                                delete message.entityType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.entityId = value;
                            else
                                delete message.entityId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.behindMs = value;
                            else
                                delete message.behindMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LateEntityV1
             * @function getTypeUrl
             * @memberof caracal.v1.LateEntityV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LateEntityV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.LateEntityV1";
            };

            return LateEntityV1;
        })();

        v1.MatchRevisionV1 = (function() {

            /**
             * Properties of a MatchRevisionV1.
             * @typedef {Object} caracal.v1.MatchRevisionV1.$Properties
             * @property {string|null} [id] MatchRevisionV1 id
             * @property {string|null} [tenantId] MatchRevisionV1 tenantId
             * @property {string|null} [transactionId] MatchRevisionV1 transactionId
             * @property {string|null} [cause] MatchRevisionV1 cause
             * @property {string|null} [causeTransactionId] MatchRevisionV1 causeTransactionId
             * @property {number|null} [atMs] MatchRevisionV1 atMs
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [appeared] MatchRevisionV1 appeared
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [vanished] MatchRevisionV1 vanished
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [shadowAppeared] MatchRevisionV1 shadowAppeared
             * @property {Array.<caracal.v1.PatternMatchV1.$Properties>|null} [shadowVanished] MatchRevisionV1 shadowVanished
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MatchRevisionV1.
             * @memberof caracal.v1
             * @interface IMatchRevisionV1
             * @augments caracal.v1.MatchRevisionV1.$Properties
             * @deprecated Use caracal.v1.MatchRevisionV1.$Properties instead.
             */

            /**
             * Shape of a MatchRevisionV1.
             * @typedef {caracal.v1.MatchRevisionV1.$Properties} caracal.v1.MatchRevisionV1.$Shape
             */

            /**
             * Constructs a new MatchRevisionV1.
             * @memberof caracal.v1
             * @classdesc Represents a MatchRevisionV1.
             * @constructor
             * @param {caracal.v1.MatchRevisionV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MatchRevisionV1 = function (properties) {
this.id = "";
this.tenantId = "";
this.transactionId = "";
this.cause = "";
this.causeTransactionId = "";
this.atMs = 0;
                this.appeared = [];
                this.vanished = [];
                this.shadowAppeared = [];
                this.shadowVanished = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MatchRevisionV1 id.
             * @member {string} id
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.id = "";

            /**
             * MatchRevisionV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.tenantId = "";

            /**
             * MatchRevisionV1 transactionId.
             * @member {string} transactionId
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.transactionId = "";

            /**
             * MatchRevisionV1 cause.
             * @member {string} cause
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.cause = "";

            /**
             * MatchRevisionV1 causeTransactionId.
             * @member {string} causeTransactionId
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.causeTransactionId = "";

            /**
             * MatchRevisionV1 atMs.
             * @member {number} atMs
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.atMs = 0;

            /**
             * MatchRevisionV1 appeared.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} appeared
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.appeared = $util.emptyArray;

            /**
             * MatchRevisionV1 vanished.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} vanished
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.vanished = $util.emptyArray;

            /**
             * MatchRevisionV1 shadowAppeared.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} shadowAppeared
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.shadowAppeared = $util.emptyArray;

            /**
             * MatchRevisionV1 shadowVanished.
             * @member {Array.<caracal.v1.PatternMatchV1.$Properties>} shadowVanished
             * @memberof caracal.v1.MatchRevisionV1
             * @instance
             */
            MatchRevisionV1.prototype.shadowVanished = $util.emptyArray;

            /**
             * Creates a new MatchRevisionV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.MatchRevisionV1
             * @static
             * @param {caracal.v1.MatchRevisionV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.MatchRevisionV1} MatchRevisionV1 instance
             * @type {{
             *   (properties: caracal.v1.MatchRevisionV1.$Shape): caracal.v1.MatchRevisionV1 & caracal.v1.MatchRevisionV1.$Shape;
             *   (properties?: caracal.v1.MatchRevisionV1.$Properties): caracal.v1.MatchRevisionV1;
             * }}
             */
            MatchRevisionV1.create = function(properties) {
                return new MatchRevisionV1(properties);
            };

            /**
             * Encodes the specified MatchRevisionV1 message. Does not implicitly {@link caracal.v1.MatchRevisionV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.MatchRevisionV1
             * @static
             * @param {caracal.v1.MatchRevisionV1.$Properties} message MatchRevisionV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MatchRevisionV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.tenantId);
                if (message.transactionId != null && message.transactionId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.transactionId);
                if (message.cause != null && message.cause !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.cause);
                if (message.causeTransactionId != null && message.causeTransactionId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.causeTransactionId);
                if (message.atMs != null && message.atMs !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.atMs);
                if (message.appeared != null && message.appeared.length)
                    for (let i = 0; i < message.appeared.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.appeared[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.vanished != null && message.vanished.length)
                    for (let i = 0; i < message.vanished.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.vanished[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.shadowAppeared != null && message.shadowAppeared.length)
                    for (let i = 0; i < message.shadowAppeared.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.shadowAppeared[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.shadowVanished != null && message.shadowVanished.length)
                    for (let i = 0; i < message.shadowVanished.length; ++i)
                        $root.caracal.v1.PatternMatchV1.encode(message.shadowVanished[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MatchRevisionV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.MatchRevisionV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.MatchRevisionV1 & caracal.v1.MatchRevisionV1.$Shape} MatchRevisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MatchRevisionV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.MatchRevisionV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.transactionId = value;
                            else
                                delete message.transactionId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cause = value;
                            else
                                delete message.cause;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.causeTransactionId = value;
                            else
                                delete message.causeTransactionId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.appeared && message.appeared.length))
                                message.appeared = [];
                            message.appeared.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.vanished && message.vanished.length))
                                message.vanished = [];
                            message.vanished.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.shadowAppeared && message.shadowAppeared.length))
                                message.shadowAppeared = [];
                            message.shadowAppeared.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.shadowVanished && message.shadowVanished.length))
                                message.shadowVanished = [];
                            message.shadowVanished.push($root.caracal.v1.PatternMatchV1.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for MatchRevisionV1
             * @function getTypeUrl
             * @memberof caracal.v1.MatchRevisionV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MatchRevisionV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.MatchRevisionV1";
            };

            return MatchRevisionV1;
        })();

        v1.ModelChangeV1 = (function() {

            /**
             * Properties of a ModelChangeV1.
             * @typedef {Object} caracal.v1.ModelChangeV1.$Properties
             * @property {string|null} [tenantId] ModelChangeV1 tenantId
             * @property {number|null} [revision] ModelChangeV1 revision
             * @property {caracal.v1.ServedModelV1.$Properties|null} [champion] ModelChangeV1 champion
             * @property {caracal.v1.ServedModelV1.$Properties|null} [tier2] ModelChangeV1 tier2
             * @property {number|null} [greyFrom] ModelChangeV1 greyFrom
             * @property {number|null} [greyTo] ModelChangeV1 greyTo
             * @property {number|null} [changedAtMs] ModelChangeV1 changedAtMs
             * @property {string|null} [actor] ModelChangeV1 actor
             * @property {string|null} [action] ModelChangeV1 action
             * @property {string|null} [reason] ModelChangeV1 reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ModelChangeV1.
             * @memberof caracal.v1
             * @interface IModelChangeV1
             * @augments caracal.v1.ModelChangeV1.$Properties
             * @deprecated Use caracal.v1.ModelChangeV1.$Properties instead.
             */

            /**
             * Shape of a ModelChangeV1.
             * @typedef {caracal.v1.ModelChangeV1.$Properties} caracal.v1.ModelChangeV1.$Shape
             */

            /**
             * Constructs a new ModelChangeV1.
             * @memberof caracal.v1
             * @classdesc Represents a ModelChangeV1.
             * @constructor
             * @param {caracal.v1.ModelChangeV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ModelChangeV1 = function (properties) {
this.tenantId = "";
this.revision = 0;
this.champion = null;
this.tier2 = null;
this.greyFrom = 0;
this.greyTo = 0;
this.changedAtMs = 0;
this.actor = "";
this.action = "";
this.reason = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ModelChangeV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.tenantId = "";

            /**
             * ModelChangeV1 revision.
             * @member {number} revision
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.revision = 0;

            /**
             * ModelChangeV1 champion.
             * @member {caracal.v1.ServedModelV1.$Properties|null|undefined} champion
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.champion = null;

            /**
             * ModelChangeV1 tier2.
             * @member {caracal.v1.ServedModelV1.$Properties|null|undefined} tier2
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.tier2 = null;

            /**
             * ModelChangeV1 greyFrom.
             * @member {number} greyFrom
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.greyFrom = 0;

            /**
             * ModelChangeV1 greyTo.
             * @member {number} greyTo
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.greyTo = 0;

            /**
             * ModelChangeV1 changedAtMs.
             * @member {number} changedAtMs
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.changedAtMs = 0;

            /**
             * ModelChangeV1 actor.
             * @member {string} actor
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.actor = "";

            /**
             * ModelChangeV1 action.
             * @member {string} action
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.action = "";

            /**
             * ModelChangeV1 reason.
             * @member {string} reason
             * @memberof caracal.v1.ModelChangeV1
             * @instance
             */
            ModelChangeV1.prototype.reason = "";

            /**
             * Creates a new ModelChangeV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ModelChangeV1
             * @static
             * @param {caracal.v1.ModelChangeV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ModelChangeV1} ModelChangeV1 instance
             * @type {{
             *   (properties: caracal.v1.ModelChangeV1.$Shape): caracal.v1.ModelChangeV1 & caracal.v1.ModelChangeV1.$Shape;
             *   (properties?: caracal.v1.ModelChangeV1.$Properties): caracal.v1.ModelChangeV1;
             * }}
             */
            ModelChangeV1.create = function(properties) {
                return new ModelChangeV1(properties);
            };

            /**
             * Encodes the specified ModelChangeV1 message. Does not implicitly {@link caracal.v1.ModelChangeV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ModelChangeV1
             * @static
             * @param {caracal.v1.ModelChangeV1.$Properties} message ModelChangeV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ModelChangeV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.tenantId);
                if (message.revision != null && message.revision !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.revision);
                if (message.champion != null && $Object.hasOwnProperty.call(message, "champion"))
                    $root.caracal.v1.ServedModelV1.encode(message.champion, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.tier2 != null && $Object.hasOwnProperty.call(message, "tier2"))
                    $root.caracal.v1.ServedModelV1.encode(message.tier2, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.greyFrom != null && $Object.hasOwnProperty.call(message, "greyFrom") && !$Object.is(message.greyFrom, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.greyFrom);
                if (message.greyTo != null && $Object.hasOwnProperty.call(message, "greyTo") && !$Object.is(message.greyTo, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.greyTo);
                if (message.changedAtMs != null && message.changedAtMs !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.changedAtMs);
                if (message.actor != null && message.actor !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.actor);
                if (message.action != null && message.action !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.action);
                if (message.reason != null && message.reason !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ModelChangeV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ModelChangeV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ModelChangeV1 & caracal.v1.ModelChangeV1.$Shape} ModelChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ModelChangeV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ModelChangeV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.champion = $root.caracal.v1.ServedModelV1.decode(reader, reader.size(), $undefined, _depth + 1, message.champion);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.tier2 = $root.caracal.v1.ServedModelV1.decode(reader, reader.size(), $undefined, _depth + 1, message.tier2);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.greyFrom = value;
                            else
                                delete message.greyFrom;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.greyTo = value;
                            else
                                delete message.greyTo;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.changedAtMs = value;
                            else
                                delete message.changedAtMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ModelChangeV1
             * @function getTypeUrl
             * @memberof caracal.v1.ModelChangeV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ModelChangeV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ModelChangeV1";
            };

            return ModelChangeV1;
        })();

        v1.ServedModelV1 = (function() {

            /**
             * Properties of a ServedModelV1.
             * @typedef {Object} caracal.v1.ServedModelV1.$Properties
             * @property {string|null} [name] ServedModelV1 name
             * @property {number|null} [version] ServedModelV1 version
             * @property {string|null} [sha256] ServedModelV1 sha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ServedModelV1.
             * @memberof caracal.v1
             * @interface IServedModelV1
             * @augments caracal.v1.ServedModelV1.$Properties
             * @deprecated Use caracal.v1.ServedModelV1.$Properties instead.
             */

            /**
             * Shape of a ServedModelV1.
             * @typedef {caracal.v1.ServedModelV1.$Properties} caracal.v1.ServedModelV1.$Shape
             */

            /**
             * Constructs a new ServedModelV1.
             * @memberof caracal.v1
             * @classdesc Represents a ServedModelV1.
             * @constructor
             * @param {caracal.v1.ServedModelV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ServedModelV1 = function (properties) {
this.name = "";
this.version = 0;
this.sha256 = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ServedModelV1 name.
             * @member {string} name
             * @memberof caracal.v1.ServedModelV1
             * @instance
             */
            ServedModelV1.prototype.name = "";

            /**
             * ServedModelV1 version.
             * @member {number} version
             * @memberof caracal.v1.ServedModelV1
             * @instance
             */
            ServedModelV1.prototype.version = 0;

            /**
             * ServedModelV1 sha256.
             * @member {string} sha256
             * @memberof caracal.v1.ServedModelV1
             * @instance
             */
            ServedModelV1.prototype.sha256 = "";

            /**
             * Creates a new ServedModelV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ServedModelV1
             * @static
             * @param {caracal.v1.ServedModelV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ServedModelV1} ServedModelV1 instance
             * @type {{
             *   (properties: caracal.v1.ServedModelV1.$Shape): caracal.v1.ServedModelV1 & caracal.v1.ServedModelV1.$Shape;
             *   (properties?: caracal.v1.ServedModelV1.$Properties): caracal.v1.ServedModelV1;
             * }}
             */
            ServedModelV1.create = function(properties) {
                return new ServedModelV1(properties);
            };

            /**
             * Encodes the specified ServedModelV1 message. Does not implicitly {@link caracal.v1.ServedModelV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ServedModelV1
             * @static
             * @param {caracal.v1.ServedModelV1.$Properties} message ServedModelV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ServedModelV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.version != null && message.version !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
                if (message.sha256 != null && message.sha256 !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ServedModelV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ServedModelV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ServedModelV1 & caracal.v1.ServedModelV1.$Shape} ServedModelV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ServedModelV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ServedModelV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ServedModelV1
             * @function getTypeUrl
             * @memberof caracal.v1.ServedModelV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ServedModelV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ServedModelV1";
            };

            return ServedModelV1;
        })();

        v1.PatternChangeV1 = (function() {

            /**
             * Properties of a PatternChangeV1.
             * @typedef {Object} caracal.v1.PatternChangeV1.$Properties
             * @property {string|null} [tenantId] PatternChangeV1 tenantId
             * @property {string|null} [patternId] PatternChangeV1 patternId
             * @property {number|null} [revision] PatternChangeV1 revision
             * @property {number|null} [change] PatternChangeV1 change
             * @property {caracal.v1.ServedPatternV1.$Properties|null} [live] PatternChangeV1 live
             * @property {caracal.v1.ServedPatternV1.$Properties|null} [shadow] PatternChangeV1 shadow
             * @property {number|null} [changedAtMs] PatternChangeV1 changedAtMs
             * @property {string|null} [actor] PatternChangeV1 actor
             * @property {string|null} [action] PatternChangeV1 action
             * @property {string|null} [reason] PatternChangeV1 reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PatternChangeV1.
             * @memberof caracal.v1
             * @interface IPatternChangeV1
             * @augments caracal.v1.PatternChangeV1.$Properties
             * @deprecated Use caracal.v1.PatternChangeV1.$Properties instead.
             */

            /**
             * Shape of a PatternChangeV1.
             * @typedef {caracal.v1.PatternChangeV1.$Properties} caracal.v1.PatternChangeV1.$Shape
             */

            /**
             * Constructs a new PatternChangeV1.
             * @memberof caracal.v1
             * @classdesc Represents a PatternChangeV1.
             * @constructor
             * @param {caracal.v1.PatternChangeV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PatternChangeV1 = function (properties) {
this.tenantId = "";
this.patternId = "";
this.revision = 0;
this.change = 0;
this.live = null;
this.shadow = null;
this.changedAtMs = 0;
this.actor = "";
this.action = "";
this.reason = "";
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PatternChangeV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.tenantId = "";

            /**
             * PatternChangeV1 patternId.
             * @member {string} patternId
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.patternId = "";

            /**
             * PatternChangeV1 revision.
             * @member {number} revision
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.revision = 0;

            /**
             * PatternChangeV1 change.
             * @member {number} change
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.change = 0;

            /**
             * PatternChangeV1 live.
             * @member {caracal.v1.ServedPatternV1.$Properties|null|undefined} live
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.live = null;

            /**
             * PatternChangeV1 shadow.
             * @member {caracal.v1.ServedPatternV1.$Properties|null|undefined} shadow
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.shadow = null;

            /**
             * PatternChangeV1 changedAtMs.
             * @member {number} changedAtMs
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.changedAtMs = 0;

            /**
             * PatternChangeV1 actor.
             * @member {string} actor
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.actor = "";

            /**
             * PatternChangeV1 action.
             * @member {string} action
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.action = "";

            /**
             * PatternChangeV1 reason.
             * @member {string} reason
             * @memberof caracal.v1.PatternChangeV1
             * @instance
             */
            PatternChangeV1.prototype.reason = "";

            /**
             * Creates a new PatternChangeV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.PatternChangeV1
             * @static
             * @param {caracal.v1.PatternChangeV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.PatternChangeV1} PatternChangeV1 instance
             * @type {{
             *   (properties: caracal.v1.PatternChangeV1.$Shape): caracal.v1.PatternChangeV1 & caracal.v1.PatternChangeV1.$Shape;
             *   (properties?: caracal.v1.PatternChangeV1.$Properties): caracal.v1.PatternChangeV1;
             * }}
             */
            PatternChangeV1.create = function(properties) {
                return new PatternChangeV1(properties);
            };

            /**
             * Encodes the specified PatternChangeV1 message. Does not implicitly {@link caracal.v1.PatternChangeV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.PatternChangeV1
             * @static
             * @param {caracal.v1.PatternChangeV1.$Properties} message PatternChangeV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PatternChangeV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.tenantId);
                if (message.patternId != null && message.patternId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.patternId);
                if (message.revision != null && message.revision !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.revision);
                if (message.change != null && message.change !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.change);
                if (message.live != null && $Object.hasOwnProperty.call(message, "live"))
                    $root.caracal.v1.ServedPatternV1.encode(message.live, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.shadow != null && $Object.hasOwnProperty.call(message, "shadow"))
                    $root.caracal.v1.ServedPatternV1.encode(message.shadow, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.changedAtMs != null && message.changedAtMs !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.changedAtMs);
                if (message.actor != null && message.actor !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.actor);
                if (message.action != null && message.action !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.action);
                if (message.reason != null && message.reason !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PatternChangeV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.PatternChangeV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.PatternChangeV1 & caracal.v1.PatternChangeV1.$Shape} PatternChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PatternChangeV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.PatternChangeV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.patternId = value;
                            else
                                delete message.patternId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.change = value;
                            else
                                delete message.change;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.live = $root.caracal.v1.ServedPatternV1.decode(reader, reader.size(), $undefined, _depth + 1, message.live);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.shadow = $root.caracal.v1.ServedPatternV1.decode(reader, reader.size(), $undefined, _depth + 1, message.shadow);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.changedAtMs = value;
                            else
                                delete message.changedAtMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PatternChangeV1
             * @function getTypeUrl
             * @memberof caracal.v1.PatternChangeV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PatternChangeV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.PatternChangeV1";
            };

            return PatternChangeV1;
        })();

        v1.ServedPatternV1 = (function() {

            /**
             * Properties of a ServedPatternV1.
             * @typedef {Object} caracal.v1.ServedPatternV1.$Properties
             * @property {number|null} [version] ServedPatternV1 version
             * @property {string|null} [source] ServedPatternV1 source
             * @property {number|null} [sinceChange] ServedPatternV1 sinceChange
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ServedPatternV1.
             * @memberof caracal.v1
             * @interface IServedPatternV1
             * @augments caracal.v1.ServedPatternV1.$Properties
             * @deprecated Use caracal.v1.ServedPatternV1.$Properties instead.
             */

            /**
             * Shape of a ServedPatternV1.
             * @typedef {caracal.v1.ServedPatternV1.$Properties} caracal.v1.ServedPatternV1.$Shape
             */

            /**
             * Constructs a new ServedPatternV1.
             * @memberof caracal.v1
             * @classdesc Represents a ServedPatternV1.
             * @constructor
             * @param {caracal.v1.ServedPatternV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ServedPatternV1 = function (properties) {
this.version = 0;
this.source = "";
this.sinceChange = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ServedPatternV1 version.
             * @member {number} version
             * @memberof caracal.v1.ServedPatternV1
             * @instance
             */
            ServedPatternV1.prototype.version = 0;

            /**
             * ServedPatternV1 source.
             * @member {string} source
             * @memberof caracal.v1.ServedPatternV1
             * @instance
             */
            ServedPatternV1.prototype.source = "";

            /**
             * ServedPatternV1 sinceChange.
             * @member {number} sinceChange
             * @memberof caracal.v1.ServedPatternV1
             * @instance
             */
            ServedPatternV1.prototype.sinceChange = 0;

            /**
             * Creates a new ServedPatternV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.ServedPatternV1
             * @static
             * @param {caracal.v1.ServedPatternV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.ServedPatternV1} ServedPatternV1 instance
             * @type {{
             *   (properties: caracal.v1.ServedPatternV1.$Shape): caracal.v1.ServedPatternV1 & caracal.v1.ServedPatternV1.$Shape;
             *   (properties?: caracal.v1.ServedPatternV1.$Properties): caracal.v1.ServedPatternV1;
             * }}
             */
            ServedPatternV1.create = function(properties) {
                return new ServedPatternV1(properties);
            };

            /**
             * Encodes the specified ServedPatternV1 message. Does not implicitly {@link caracal.v1.ServedPatternV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.ServedPatternV1
             * @static
             * @param {caracal.v1.ServedPatternV1.$Properties} message ServedPatternV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ServedPatternV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.source != null && message.source !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.source);
                if (message.sinceChange != null && message.sinceChange !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.sinceChange);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ServedPatternV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.ServedPatternV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.ServedPatternV1 & caracal.v1.ServedPatternV1.$Shape} ServedPatternV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ServedPatternV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.ServedPatternV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceChange = value;
                            else
                                delete message.sinceChange;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ServedPatternV1
             * @function getTypeUrl
             * @memberof caracal.v1.ServedPatternV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ServedPatternV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.ServedPatternV1";
            };

            return ServedPatternV1;
        })();

        v1.VerificationV1 = (function() {

            /**
             * Properties of a VerificationV1.
             * @typedef {Object} caracal.v1.VerificationV1.$Properties
             * @property {string|null} [challengeId] VerificationV1 challengeId
             * @property {string|null} [tenantId] VerificationV1 tenantId
             * @property {string|null} [transactionId] VerificationV1 transactionId
             * @property {string|null} [result] VerificationV1 result
             * @property {string|null} [method] VerificationV1 method
             * @property {number|null} [attempts] VerificationV1 attempts
             * @property {number|null} [resolvedAtMs] VerificationV1 resolvedAtMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a VerificationV1.
             * @memberof caracal.v1
             * @interface IVerificationV1
             * @augments caracal.v1.VerificationV1.$Properties
             * @deprecated Use caracal.v1.VerificationV1.$Properties instead.
             */

            /**
             * Shape of a VerificationV1.
             * @typedef {caracal.v1.VerificationV1.$Properties} caracal.v1.VerificationV1.$Shape
             */

            /**
             * Constructs a new VerificationV1.
             * @memberof caracal.v1
             * @classdesc Represents a VerificationV1.
             * @constructor
             * @param {caracal.v1.VerificationV1.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const VerificationV1 = function (properties) {
this.challengeId = "";
this.tenantId = "";
this.transactionId = "";
this.result = "";
this.method = "";
this.attempts = 0;
this.resolvedAtMs = 0;
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * VerificationV1 challengeId.
             * @member {string} challengeId
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.challengeId = "";

            /**
             * VerificationV1 tenantId.
             * @member {string} tenantId
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.tenantId = "";

            /**
             * VerificationV1 transactionId.
             * @member {string} transactionId
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.transactionId = "";

            /**
             * VerificationV1 result.
             * @member {string} result
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.result = "";

            /**
             * VerificationV1 method.
             * @member {string} method
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.method = "";

            /**
             * VerificationV1 attempts.
             * @member {number} attempts
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.attempts = 0;

            /**
             * VerificationV1 resolvedAtMs.
             * @member {number} resolvedAtMs
             * @memberof caracal.v1.VerificationV1
             * @instance
             */
            VerificationV1.prototype.resolvedAtMs = 0;

            /**
             * Creates a new VerificationV1 instance using the specified properties.
             * @function create
             * @memberof caracal.v1.VerificationV1
             * @static
             * @param {caracal.v1.VerificationV1.$Properties=} [properties] Properties to set
             * @returns {caracal.v1.VerificationV1} VerificationV1 instance
             * @type {{
             *   (properties: caracal.v1.VerificationV1.$Shape): caracal.v1.VerificationV1 & caracal.v1.VerificationV1.$Shape;
             *   (properties?: caracal.v1.VerificationV1.$Properties): caracal.v1.VerificationV1;
             * }}
             */
            VerificationV1.create = function(properties) {
                return new VerificationV1(properties);
            };

            /**
             * Encodes the specified VerificationV1 message. Does not implicitly {@link caracal.v1.VerificationV1.verify|verify} messages.
             * @function encode
             * @memberof caracal.v1.VerificationV1
             * @static
             * @param {caracal.v1.VerificationV1.$Properties} message VerificationV1 message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            VerificationV1.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.challengeId != null && message.challengeId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.challengeId);
                if (message.tenantId != null && message.tenantId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.tenantId);
                if (message.transactionId != null && message.transactionId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.transactionId);
                if (message.result != null && message.result !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.result);
                if (message.method != null && message.method !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.method);
                if (message.attempts != null && message.attempts !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.attempts);
                if (message.resolvedAtMs != null && message.resolvedAtMs !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.resolvedAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a VerificationV1 message from the specified reader or buffer.
             * @function decode
             * @memberof caracal.v1.VerificationV1
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {caracal.v1.VerificationV1 & caracal.v1.VerificationV1.$Shape} VerificationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            VerificationV1.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.caracal.v1.VerificationV1();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.challengeId = value;
                            else
                                delete message.challengeId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tenantId = value;
                            else
                                delete message.tenantId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.transactionId = value;
                            else
                                delete message.transactionId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.result = value;
                            else
                                delete message.result;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.method = value;
                            else
                                delete message.method;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempts = value;
                            else
                                delete message.attempts;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.resolvedAtMs = value;
                            else
                                delete message.resolvedAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for VerificationV1
             * @function getTypeUrl
             * @memberof caracal.v1.VerificationV1
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            VerificationV1.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/caracal.v1.VerificationV1";
            };

            return VerificationV1;
        })();

        return v1;
    })();

    return caracal;
})();

export {
  $root as default
};
